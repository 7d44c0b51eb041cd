"""`homeroom doctor`: what is wrong with a deployment, where, and what to do about it.

In: a district folder and a running deployment. Out: a `Report` of findings. Probes (`probes/`) look and judge nothing;
checks (`checks/`, one file a subject) judge what was seen and look at nothing, so that no server is needed to try them.
"""
