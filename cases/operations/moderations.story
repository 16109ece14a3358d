A moderation passes byte for byte; it has no usage of the upstream's, so its row has our estimate.

== client sends POST /v1/moderations key=app
{"model":"omni-moderation-latest","input":"Où est-ce?"}

== upstream 1 gets POST /v1/moderations same=client

== upstream 1 answers 200
{"id":"modr-1","model":"omni-moderation-latest","results":[{"flagged":false,"categories":{"violence":false},"category_scores":{"violence":1.0e-07}}]}

== client gets 200 same=upstream-1

== receipt operation=moderations input=3 output=0 usageSource=estimated flags=estimated charge=0.0000003
