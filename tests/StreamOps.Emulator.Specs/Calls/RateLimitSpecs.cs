using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Calls;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/developerguide/api-rate-limits.html</summary>
public sealed class RateLimitSpecs : EmulatorSpec
{
    protected override EmulatorSwitches Switches => new();

    [Theory]
    [InlineData("/streamsessions", 20)]
    [InlineData("/streamgroups", 10)]
    [InlineData("/applications", 10)]
    public async Task One_call_more_than_a_second_s_rate_is_throttled(string target, int rate)
    {
        for (var i = 0; i < rate; i++)
        {
            Assert.Equal(200, (await Emulator.CallAsync("GET", target)).Code);
        }

        var answer = await Emulator.CallAsync("GET", target);

        Assert.Equal((429, "ThrottlingException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task Tokens_come_back_at_the_rate()
    {
        await ExhaustAsync("/streamgroups");

        Emulator.Advance(0.2);

        Assert.Equal(200, (await Emulator.CallAsync("GET", "/streamgroups")).Code);
        Assert.Equal(200, (await Emulator.CallAsync("GET", "/streamgroups")).Code);
        Assert.Equal(429, (await Emulator.CallAsync("GET", "/streamgroups")).Code);
    }

    [Fact]
    public async Task Each_operation_has_a_bucket_of_its_own()
    {
        await ExhaustAsync("/streamgroups");

        Assert.Equal(200, (await Emulator.CallAsync("GET", "/applications")).Code);
    }

    [Fact]
    public async Task A_badly_signed_call_costs_nothing()
    {
        for (var i = 0; i < 20; i++)
        {
            await Emulator.CallAsync("GET", "/streamgroups", signer: new("emulator", "guess"));
        }

        Assert.Equal(200, (await Emulator.CallAsync("GET", "/streamgroups")).Code);
    }

    [Fact]
    public async Task A_throttled_call_is_in_the_ledger()
    {
        await ExhaustAsync("/streamgroups");

        var last = (await LedgerAsync("calls"))[^1];

        Assert.Equal((429, "ThrottlingException"), (last.GetProperty("statusCode").GetInt32(), last.GetProperty("errorCode").GetString()));
    }

    private async Task ExhaustAsync(string target)
    {
        for (var i = 0; i < 100; i++)
        {
            if ((await Emulator.CallAsync("GET", target)).Code == 429)
            {
                return;
            }
        }

        Assert.Fail("The rate was never exceeded.");
    }
}
