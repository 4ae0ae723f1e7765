"""The engine on a cluster of OpenSearch. It needs the extra `opensearch`; nothing of it is imported
where kb.toml names another engine.

`client.py` sends requests, `schema.py` says what is stored, `conditions.py` writes matches as queries,
`searching.py` runs a request, `state.py` keeps what was last committed, `writing.py` changes it.
"""
