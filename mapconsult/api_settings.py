"""How the API behaves: what its libraries are told by settings.py."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["mapconsult.parsers.LimitedJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "mapconsult.negotiation.LenientNegotiation",
    "DEFAULT_SCHEMA_CLASS": "mapconsult.schema.Schema",
    "EXCEPTION_HANDLER": "mapconsult.problems.exception_handler",
    "STRICT_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "mapconsult",
    "DESCRIPTION": "Public consultations on a map: consultations, remarks, counts by area, heat, export.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    # Everything can be read without signing in; an official's session only adds to it.
    "AUTHENTICATION_WHITELIST": [],
    # The page of the schema comes with its own files and calls no other host.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
