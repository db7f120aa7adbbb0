using System.Text.Json;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Faults;

/// <summary>Faults that are asked for.</summary>
public sealed class FaultSpecs : EmulatorSpec
{
    [Theory]
    [InlineData("throttle", 429, "ThrottlingException")]
    [InlineData("error", 500, "InternalServerException")]
    public async Task A_fault_strikes_its_operation_alone(string kind, int code, string error)
    {
        await FaultAsync(new { operation = "ListStreamGroups", kind });

        var answer = await Emulator.CallAsync("GET", "/streamgroups");

        Assert.Equal((code, error), (answer.Code, answer.ErrorType));
        Assert.Equal(200, (await Emulator.CallAsync("GET", "/applications")).Code);
    }

    [Fact]
    public async Task An_error_has_the_status_and_code_asked_for()
    {
        await FaultAsync(
            new
            {
                operation = "*",
                kind = "error",
                statusCode = 402,
                errorCode = "ServiceQuotaExceededException",
            }
        );

        var answer = await Emulator.CallAsync("GET", "/streamgroups");

        Assert.Equal((402, "ServiceQuotaExceededException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task Garbage_is_200_with_a_body_that_is_not_JSON()
    {
        await FaultAsync(new { operation = "*", kind = "garbage" });

        var answer = await Emulator.CallAsync("GET", "/streamgroups");

        Assert.Equal(200, answer.Code);
        Assert.ThrowsAny<JsonException>(() => answer.Json);
    }

    [Fact]
    public async Task A_reset_cuts_the_connection_and_is_in_the_ledger()
    {
        await FaultAsync(new { operation = "*", kind = "reset" });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Emulator.CallAsync("GET", "/streamgroups"));

        var call = Assert.Single(await LedgerAsync("calls"));
        Assert.Equal(("ListStreamGroups", 0), (call.GetProperty("operation").GetString(), call.GetProperty("statusCode").GetInt32()));
    }

    [Fact]
    [Trait("Row", "F11")]
    public async Task A_lost_answer_is_lost_after_the_effect_and_the_same_token_gets_it_again()
    {
        var session = await StartDroppedAsync();
        var (offer, token) = (SomeOffer.New(), Guid.NewGuid().ToString());
        await FaultAsync(new { operation = "CreateStreamSessionConnection", kind = "lostAnswer" });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => ConnectAsync(session, offer, token));

        Assert.Equal("RECONNECTING", await StatusAsync(session));
        Assert.Equal(200, (await LedgerAsync("calls"))[^2].GetProperty("statusCode").GetInt32());
        await Emulator.ControlAsync("DELETE", "faults");
        Assert.Equal(200, (await ConnectAsync(session, offer, token)).Code);
    }

    [Fact]
    public async Task A_latency_delays_the_answer()
    {
        await FaultAsync(
            new
            {
                operation = "ListStreamGroups",
                kind = "latency",
                latencyMs = 700,
            }
        );
        var call = Emulator.CallAsync("GET", "/streamgroups");

        // Another call over the same loop shows that the server is not just slow to begin.
        Assert.Equal(200, (await Emulator.CallAsync("GET", "/applications")).Code);
        // Time moves once, when the call waits: a signature does not outlive minutes that fly by while the call is still under way.
        await Emulator.Time.UntilSomebodyWaitsAsync(TimeSpan.FromMilliseconds(700));
        Emulator.Advance(0.5);
        Assert.False(call.IsCompleted);
        Emulator.Advance(0.2);

        Assert.Equal(200, (await call).Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_call_whose_caller_hung_up_is_in_the_ledger()
    {
        await FaultAsync(
            new
            {
                operation = "*",
                kind = "latency",
                latencyMs = 700,
            }
        );
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        using var http = new HttpClient();
        using var request = Emulator.SignedRequest("GET", "/streamgroups", null, new());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.SendAsync(request, limit.Token));

        IReadOnlyList<JsonElement> calls;
        do
        {
            calls = await LedgerAsync("calls");
        } while (calls.Count == 0 && !TestContext.Current.CancellationToken.IsCancellationRequested);
        Assert.Equal(0, Assert.Single(calls).GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task A_faulted_call_has_no_effect()
    {
        var session = await StartConnectedAsync();
        await FaultAsync(new { operation = "TerminateStreamSession", kind = "error" });

        await Emulator.CallAsync("DELETE", session.Path);

        Assert.Equal("CONNECTED", await StatusAsync(session));
    }

    [Fact]
    public async Task A_probability_strikes_its_share_of_the_calls()
    {
        await FaultAsync(
            new
            {
                operation = "*",
                kind = "throttle",
                probability = 0.5,
            }
        );
        var struck = 0;
        for (var i = 0; i < 200; i++)
        {
            struck += (await Emulator.CallAsync("GET", "/streamgroups")).Code == 429 ? 1 : 0;
        }

        Assert.InRange(struck, 60, 140);
    }

    [Fact]
    public async Task Faults_are_replaced_and_deleted_as_a_whole()
    {
        await FaultAsync(new { operation = "*", kind = "throttle" });
        await FaultAsync(new { operation = "GetStreamGroup", kind = "error" });
        Assert.Equal(200, (await Emulator.CallAsync("GET", "/streamgroups")).Code);

        var deleted = await Emulator.ControlAsync("DELETE", "faults");

        Assert.Equal((200, "[]"), (deleted.Code, (await Emulator.ControlAsync("GET", "faults")).Text));
    }

    private async Task FaultAsync(object rule)
    {
        var answer = await Emulator.ControlAsync("PUT", "faults", new[] { rule });
        Assert.True(answer.Code == 200, answer.Text);
    }
}
