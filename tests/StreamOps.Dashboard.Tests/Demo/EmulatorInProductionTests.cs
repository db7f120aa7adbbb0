using System.Net;
using Amazon.Extensions.NETCore.Setup;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.Demo;

/// <summary>Whoever runs the demo by mistake harms nobody: it is reached from this machine alone, says what it is, and uses no key but its own.</summary>
[Trait("Row", "A14")]
public sealed class EmulatorInProductionTests(EmulatorInProductionTests.OfTheDemo shared)
    : IClassFixture<EmulatorInProductionTests.OfTheDemo>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sessions")]
    [InlineData("/stream-groups")]
    [InlineData("/about")]
    public async Task Every_page_says_that_it_is_not_AWS(string path)
    {
        using var client = shared.Dashboard.Client();

        Assert.Contains("Emulator: not AWS.", await client.GetStringAsync(new Uri(path, UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_emulator_listens_on_this_machine_alone()
    {
        var address = shared.Dashboard.Services.GetRequiredService<EmbeddedEmulator>().Address;

        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(address.Host)));
    }

    [Fact]
    public async Task Calls_are_signed_with_the_emulators_own_key_whatever_the_machine_holds()
    {
        var options = shared.Dashboard.Services.GetRequiredService<AWSOptions>();

        var keys = await options.Credentials.GetCredentialsAsync();

        Assert.Equal(EmbeddedEmulator.Keys, (keys.AccessKey, keys.SecretKey));
        Assert.Equal("", keys.Token ?? "");
    }

    [Fact]
    public void An_emulator_that_somebody_started_is_said_to_be_one() =>
        Assert.Equal("Emulator: not AWS. 127.0.0.1:5190", ServiceMark.Emulator("127.0.0.1:5190").Words);

    [Fact]
    public async Task A_process_whose_environment_has_other_keys_signs_with_its_own_all_the_same()
    {
        await using var process = DashboardProcess.Start(
            ("AWS_ACCESS_KEY_ID", "AKIAOFSOMEBODY"),
            ("AWS_SECRET_ACCESS_KEY", "secret-of-somebody"),
            ("AWS_SESSION_TOKEN", "token-of-somebody"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        );
        var line = await process.LineWithAsync("Operators:", TestContext.Current.CancellationToken);
        using var client = new HttpClient
        {
            BaseAddress = new Uri(
                System.Text.RegularExpressions.Regex.Match(line, "http://127[.0-9]+:[0-9]+", default, TimeSpan.FromSeconds(1)).Value
            ),
        };
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        // The emulator refuses any signature but that of its own key: ready means that its answers were read.
        while ((await client.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
        }
    }

    public sealed class OfTheDemo : SharedDashboard
    {
        protected override Task<RunningDashboard> StartAsync() => RunningDashboard.StartDemoAsync("--StreamOps:Demo:Scenario=quiet");
    }
}
