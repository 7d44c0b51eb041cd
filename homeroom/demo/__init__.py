"""`homeroom demo`: the example district, with everything that belongs to it, running on this machine.

In: a clone, and the options of `homeroom demo`. Out: a Keycloak with realm and roster, the desk, a relying party, and a
`DemoDocument` that says where they are and as whom to sign in. All state is in one folder that can be deleted; what is
slow to make and the same for every demo is in the user's cache folder.
"""
