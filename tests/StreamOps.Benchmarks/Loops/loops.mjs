// The peers of the feed: loops as a game's own backend has them, with the AWS SDK for JavaScript. Arguments: the service's address, which loop, calls a second.
// Writes "ready" once it has been through everything once, then a line "SEEN <session id> <milliseconds since 1970>" for each session that it finds waiting
// for a lost client for the first time, and a line "PAGE" for each page that it read.
import { GameLiftStreamsClient, ListStreamGroupsCommand, ListStreamSessionsCommand } from "@aws-sdk/client-gameliftstreams";

const WAITING = "PENDING_CLIENT_RECONNECTION";
const [endpoint, loop, rate] = process.argv.slice(2);
const client = new GameLiftStreamsClient({
  endpoint,
  region: "us-west-2",
  credentials: { accessKeyId: "emulator", secretAccessKey: "emulator" },
  // What is refused is asked for again in the loop's own next turn.
  maxAttempts: 1,
});

// One call each 1/rate seconds, and never two at once: the budget that the dashboard has.
const between = 1000 / Number(rate);
let next = performance.now();
const turn = async () => {
  const now = performance.now();
  next = Math.max(next, now - between);
  if (next > now) await new Promise((resolve) => setTimeout(resolve, next - now));
  next += between;
};

const seen = new Set();
const take = (sessions) => {
  const at = performance.timeOrigin + performance.now();
  for (const session of sessions) {
    if (session.Status !== WAITING) continue;
    const id = session.Arn.split("/").pop();
    if (seen.has(id)) continue;
    seen.add(id);
    process.stdout.write(`SEEN ${id} ${at}\n`);
  }
};

// Every page of one stream group: all of it, or of one status alone.
const list = async (group, status) => {
  let token;
  do {
    await turn();
    try {
      const page = await client.send(
        new ListStreamSessionsCommand({ Identifier: group, Status: status, MaxResults: 100, NextToken: token }),
      );
      process.stdout.write("PAGE\n");
      take(page.Items ?? []);
      token = page.NextToken;
    } catch (error) {
      if (error.name !== "ThrottlingException") throw error;
    }
  } while (token);
};

const groups = [];
let token;
do {
  const page = await client.send(new ListStreamGroupsCommand({ MaxResults: 100, NextToken: token }));
  groups.push(...page.Items.map((group) => group.Arn));
  token = page.NextToken;
} while (token);

for (let round = 0; ; round++) {
  for (const group of groups) await list(group, loop === "pending" ? WAITING : undefined);
  if (round === 0) process.stdout.write("ready\n");
}
