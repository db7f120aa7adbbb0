// A client that is not ours against the emulator: argument 1 is its address. Ends with a line "ok"; anything else is a failure.
import assert from "node:assert/strict";
import {
  CreateStreamSessionConnectionCommand as Connect,
  ExportStreamSessionFilesCommand as Export,
  GameLiftStreamsClient,
  GetApplicationCommand as GetApplication,
  GetStreamGroupCommand as GetGroup,
  GetStreamSessionCommand as Get,
  ListTagsForResourceCommand as ListTags,
  StartStreamSessionCommand as Start,
  TerminateStreamSessionCommand as Terminate,
  paginateListApplications,
  paginateListStreamGroups,
  paginateListStreamSessions,
  paginateListStreamSessionsByAccount,
} from "@aws-sdk/client-gameliftstreams";

const endpoint = process.argv[2];
const options = { endpoint, region: "us-west-2", credentials: { accessKeyId: "emulator", secretAccessKey: "emulator" } };
const client = new GameLiftStreamsClient(options);
const hasty = new GameLiftStreamsClient({ ...options, maxAttempts: 1 });

const control = async (method, path, body) => {
  const answer = await fetch(`${endpoint}/_emulator/${path}`, { method, body: body && JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
};

const all = async (pages) => {
  const items = [];
  for await (const page of pages) items.push(...page.Items);
  return items;
};

const until = async (status, session) => {
  for (let i = 0; i < 100; i++) {
    const now = (await client.send(new Get(session))).Status;
    if (now === status) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`never ${status}`);
};

let offers = 0;
const offer = () =>
  JSON.stringify({
    type: "offer",
    sdp: `v=0\r\no=- ${++offers} 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=recvonly\r\na=rtpmap:111 opus/48000/2\r\n`,
  });

// List and page.
await control("PUT", "switches", { activatingSeconds: 0.2, reconnectingSeconds: 0.2, scriptedClientDelaySeconds: 0.2, burstSeconds: 30 });
await control("POST", "populate", { streamGroups: 2, sessionsPerGroup: 130, connectionTimeoutSeconds: 60 });
const groups = await all(paginateListStreamGroups({ client, pageSize: 1 }, {}));
assert.equal(groups.length, 2);
assert.ok(groups[0].CreatedAt instanceof Date);
const [group] = groups;
const sessions = await all(paginateListStreamSessions({ client, pageSize: 50 }, { Identifier: group.Arn, Status: "CONNECTED" }));
assert.equal(new Set(sessions.map((session) => session.Arn)).size, 130);
const everywhere = await all(paginateListStreamSessionsByAccount({ client, pageSize: 100 }, {}));
assert.equal(new Set(everywhere.map((session) => session.Arn)).size, 260);
const [application] = await all(paginateListApplications({ client }, {}));

// Get.
assert.equal((await client.send(new GetGroup({ Identifier: group.Arn }))).Status, "ACTIVE");
assert.equal((await client.send(new GetApplication({ Identifier: application.Arn }))).Status, "READY");
assert.deepEqual((await client.send(new ListTags({ ResourceArn: group.Arn }))).Tags, {});

// Start, connect, export, terminate.
const started = await client.send(
  new Start({ Identifier: group.Id, Protocol: "WebRTC", SignalRequest: offer(), ApplicationIdentifier: application.Id, UserId: "u-1" }),
);
assert.equal(started.$metadata.httpStatusCode, 201);
assert.equal(started.Status, "ACTIVATING");
const session = { Identifier: group.Arn, StreamSessionIdentifier: started.Arn };
await assert.rejects(hasty.send(new Terminate(session)), { name: "ValidationException" });
await until("CONNECTED", session);
await assert.rejects(hasty.send(new Connect({ ...session, SignalRequest: offer() })), { name: "ConflictException" });
await control("POST", `streamsessions/${started.Arn.split("/").pop()}/drop`);
const connected = await client.send(new Connect({ ...session, SignalRequest: offer() }));
assert.equal(JSON.parse(connected.SignalResponse).type, "answer");
await until("CONNECTED", session);
await client.send(new Export({ ...session, OutputUri: "s3://bucket/files.zip" }));
assert.equal((await client.send(new Terminate(session))).$metadata.httpStatusCode, 204);
await until("TERMINATED", session);
assert.equal((await client.send(new Get(session))).StatusReason, "apiTerminated");

// Each type of error, with its request id.
const one = new GetGroup({ Identifier: group.Id });
const refused = async (sender, command, name, status) =>
  assert.rejects(sender.send(command), (error) => {
    assert.equal(error.name, name);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
    return true;
  });
await refused(hasty, new GetGroup({ Identifier: "sg-None" }), "ResourceNotFoundException", 404);
await refused(hasty, new Export({ ...session, OutputUri: "nowhere" }), "ValidationException", 400);
for (const [code, status] of [
  ["AccessDeniedException", 403],
  ["ConflictException", 409],
  ["InternalServerException", 500],
  ["ServiceQuotaExceededException", 402],
  ["SomethingNewException", 418],
  ["ThrottlingException", 429],
]) {
  await control("PUT", "faults", [{ operation: "GetStreamGroup", kind: "error", statusCode: status, errorCode: code }]);
  await refused(hasty, one, code, status);
}
await control("DELETE", "faults");
const stranger = new GameLiftStreamsClient({ ...options, credentials: { accessKeyId: "other", secretAccessKey: "emulator" } });
await refused(stranger, one, "UnrecognizedClientException", 403);
const guesser = new GameLiftStreamsClient({ ...options, credentials: { accessKeyId: "emulator", secretAccessKey: "guess" } });
await refused(guesser, one, "InvalidSignatureException", 403);

console.log("ok");
