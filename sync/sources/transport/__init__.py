"""How the files of a source come here: from this machine, by SFTP, by HTTPS.

In: what district.yaml says of the source. Out: a folder or zip file that nobody writes to any more, for as long
as it is read; or an error that says whether to wait, to mend the settings, or to ask whoever runs the server.
"""
