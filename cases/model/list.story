The list of models is ours: literal names of the providers and of the map as far as the account may use them (house-model has
no price), without asking an upstream or the books.

== client sends GET /v1/models key=app

== client gets 200
+ content-type: application/json
{"object":"list","data":[{"id":"another","object":"model","created":0,"owned_by":"pontage"},{"id":"ft:other:acme::1","object":"model","created":0,"owned_by":"pontage"},{"id":"gpt-x","object":"model","created":0,"owned_by":"pontage"},{"id":"other","object":"model","created":0,"owned_by":"pontage"}]}

== no receipt
