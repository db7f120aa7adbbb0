using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Api;

/// <summary>A world of 10,000 sessions, on the machine's own clock.</summary>
public sealed class SpeedSpecs : EmulatorSpec
{
    [Fact]
    public async Task A_page_out_of_10_000_sessions_comes_at_once()
    {
        await Emulator.ControlAsync(
            "POST",
            "populate",
            new
            {
                streamGroups = 10,
                sessionsPerGroup = 1000,
                connectionTimeoutSeconds = 120,
            }
        );
        var group = (await Emulator.CallAsync("GET", "/streamgroups")).Items[0].GetProperty("Id").GetString();
        var one = await MedianAsync($"/streamgroups/{group}/streamsessions?Status=CONNECTED&MaxResults=100");
        var all = await MedianAsync("/streamsessions?MaxResults=100");
        var none = await MedianAsync($"/streamgroups/{group}/streamsessions?Status=ERROR&MaxResults=100");

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"page of 1,000: {one.TotalMilliseconds} ms; of 10,000: {all.TotalMilliseconds} ms; empty: {none.TotalMilliseconds} ms"
        );
        Assert.True(all < TimeSpan.FromMilliseconds(100), $"A page of the account took {all.TotalMilliseconds} ms.");
    }

    private async Task<TimeSpan> MedianAsync(string target)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 31; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            Assert.Equal(200, (await Emulator.CallAsync("GET", target)).Code);
            times.Add(TimeProvider.System.GetElapsedTime(start));
        }

        return times.Order().ElementAt(times.Count / 2);
    }
}
