"""AutoGen as its users set it up for OpenAI, on Bedrock: only OPENAI_BASE_URL and OPENAI_API_KEY are ours (S2.21).

The model is gpt-4o, which the gateway's default serves: a model that Bedrock has.
"""

import unittest

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.conditions import MaxMessageTermination
from autogen_agentchat.messages import ToolCallExecutionEvent, ToolCallRequestEvent
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_ext.models.openai import OpenAIChatCompletionClient


async def weather(city: str) -> str:
    """Says the weather."""
    return '/tool weather {"city":"Genève"}' if city == "Zürich" else f"Rain in {city}, 7°"


async def clock() -> str:
    """Says the time."""
    return "noon"


class AutoGen(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.client = OpenAIChatCompletionClient(model="gpt-4o", max_retries=0)

    async def asyncTearDown(self):
        await self.client.close()

    def agent(self, name="assistant", **more):
        return AssistantAgent(name, model_client=self.client, system_message="Be brief.", **more)

    async def test_an_agent_answers(self):
        result = await self.agent().run(task="Hello, wörld")
        self.assertIn("Hello, wörld", result.messages[-1].content)
        usage = result.messages[-1].models_usage
        self.assertGreater(usage.prompt_tokens, 0)
        self.assertGreater(usage.completion_tokens, 0)

    async def test_an_agent_answers_in_a_stream(self):
        agent = self.agent(model_client_stream=True)
        pieces = []
        async for message in agent.run_stream(task="Hello, wörld"):
            if message.__class__.__name__ == "ModelClientStreamingChunkEvent":
                pieces.append(message.content)
        self.assertGreater(len(pieces), 1)
        self.assertIn("Hello, wörld", "".join(pieces))

    async def test_tools_are_called_at_once_and_in_turn(self):
        for stream in (False, True):
            with self.subTest(stream=stream):
                agent = self.agent(
                    tools=[weather, clock], max_tool_iterations=5, model_client_stream=stream, reflect_on_tool_use=True
                )
                result = await agent.run(task='/tool weather {"city":"Zürich"} /tool clock {} Go.')
                asked = [m for m in result.messages if isinstance(m, ToolCallRequestEvent)]
                done = [m for m in result.messages if isinstance(m, ToolCallExecutionEvent)]
                self.assertEqual([2, 1], [len(m.content) for m in asked])
                self.assertEqual([["weather", "clock"], ["weather"]], [[c.name for c in m.content] for m in asked])
                self.assertIn("Rain in Genève, 7°", done[-1].content[0].content)
                self.assertFalse(any(r.is_error for m in done for r in m.content))
                self.assertIn("Rain in Genève", result.messages[-1].content)

    async def test_two_agents_talk(self):
        team = RoundRobinGroupChat(
            [self.agent("first"), self.agent("second")], termination_condition=MaxMessageTermination(4)
        )
        result = await team.run(task="Say something.")
        self.assertEqual(["user", "first", "second", "first"], [m.source for m in result.messages])


if __name__ == "__main__":
    unittest.main(verbosity=2)
