One model of the list, whose owner the root account may see.

== client sends GET /api/v1/models/other key=operator

== client gets 200
{"id":"other","object":"model","created":0,"owned_by":"main"}

== no receipt
