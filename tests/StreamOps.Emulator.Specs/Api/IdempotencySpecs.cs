using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Api;

/// <summary>ClientToken of https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</summary>
public sealed class IdempotencySpecs : EmulatorSpec
{
    private readonly string _token = Guid.NewGuid().ToString();

    [Fact]
    public async Task The_same_token_and_body_give_the_same_answer_and_one_effect()
    {
        var session = await StartDroppedAsync();
        var offer = SomeOffer.New();
        var before = (await LedgerAsync("transitions")).Count;

        var first = await ConnectAsync(session, offer, _token);
        Emulator.Advance(2);
        var second = await ConnectAsync(session, offer, _token);

        Assert.Equal((200, first.Text), (second.Code, second.Text));
        Assert.Equal("ACTIVE", await StatusAsync(session));
        Assert.Equal(before + 2, (await LedgerAsync("transitions")).Count);
    }

    [Fact]
    public async Task Equal_content_counts_however_it_is_escaped()
    {
        var session = await StartDroppedAsync();
        var path = session.Path + "/connections";
        var offer = SomeOffer.New().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

        var first = await Emulator.CallRawAsync("POST", path, $$"""{"SignalRequest":"{{offer}}","ClientToken":"{{_token}}"}""");
        var again = await Emulator.CallRawAsync(
            "POST",
            path,
            $$"""{ "ClientToken":"{{_token}}", "SignalRequest":"{{offer.Replace("+", "\\u002B", StringComparison.Ordinal).Replace("v=0", "\\u0076=0", StringComparison.Ordinal)}}" }"""
        );

        Assert.Equal((200, first.Text), (again.Code, again.Text));
    }

    [Fact]
    public async Task The_same_token_with_another_body_is_a_conflict()
    {
        var session = await StartDroppedAsync();
        await ConnectAsync(session, SomeOffer.New(), _token);

        var answer = await ConnectAsync(session, SomeOffer.New(), _token);

        Assert.Equal((409, "ConflictException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task The_same_token_for_another_session_is_a_conflict()
    {
        var offer = SomeOffer.New();
        var first = await StartDroppedAsync();
        var second = await StartDroppedAsync();
        await ConnectAsync(first, offer, _token);

        Assert.Equal(409, (await ConnectAsync(second, offer, _token)).Code);
    }

    [Fact]
    public async Task A_start_with_the_same_token_starts_one_session()
    {
        var offer = SomeOffer.New();

        var first = await StartAsync(new { ClientToken = _token }, offer);
        Emulator.Advance(3);
        var second = await StartAsync(new { ClientToken = _token }, offer);

        Assert.Equal(first, second);
        Assert.Equal(7, (await Emulator.CallAsync("GET", "/streamsessions")).Items.Count);
    }

    [Fact]
    public async Task A_refused_call_may_be_made_again_with_its_token()
    {
        var session = await StartConnectedAsync();
        var offer = SomeOffer.New();
        var refused = await ConnectAsync(session, offer, _token);
        await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");

        var answer = await ConnectAsync(session, offer, _token);

        Assert.Equal((409, 200), (refused.Code, answer.Code));
    }
}
