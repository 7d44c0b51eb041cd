"""The software bill of materials: what a release of Homeroom is made of, in CycloneDX 1.6, and an audit of it.

`python -m sbom FOLDER` writes `python.cdx.json`, `npm.cdx.json` and `java.cdx.json`; `python -m sbom.audit FOLDER` asks
OSV whether anything in them is known to be vulnerable. In: the lock files, and the environment that was installed from
them. A component that runs has the scope `required`, one that only builds has `excluded`.
"""
