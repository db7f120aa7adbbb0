using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Commands;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.StandBy;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>No setting that holds an address leads the program to where a cloud keeps its keys, by whatever spelling, name or redirect.</summary>
[Trait("Row", "A9")]
public sealed class AddressSpellingsTests
{
    /// <summary>Each stands for a place that must not be asked, or is no address as it seems.</summary>
    private static readonly string[] Spellings =
    [
        "https://169.254.169.254",
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.169.254:443",
        "https://169.254.170.2/v2/credentials",
        "https://169.254.169.253",
        "https://2852039166",
        "https://0xa9fea9fe",
        "https://0xA9.0xFE.0xA9.0xFE",
        "https://0251.0376.0251.0376",
        "https://0251.254.169.254",
        "https://169.254.43518",
        "https://169.16689662",
        "https://025177524776",
        "https://169.254.169.254.",
        "https://[::ffff:169.254.169.254]",
        "https://[::ffff:a9fe:a9fe]",
        "https://[0:0:0:0:0:ffff:a9fe:a9fe]",
        "https://[::169.254.169.254]",
        "https://[64:ff9b::169.254.169.254]",
        "https://[64:ff9b::a9fe:a9fe]",
        "https://[2002:a9fe:a9fe::]",
        "https://[fd00:ec2::254]",
        "https://[fd00:0ec2::254]",
        "https://[fe80::1]",
        "https://[fe80::a9fe:a9fe%25eth0]",
        "https://[fe80::1%eth0]",
        "https://[::]",
        "https://0.0.0.0",
        "https://0",
        "https://100.100.100.200",
        "https://168.63.129.16",
        "https://192.0.0.192",
        "https://255.255.255.255",
        "https://224.0.0.1",
        "https://[ff02::1]",
        "http://2130706433",
        "http://0x7f000001",
        "http://0x7f.1",
        "http://017700000001",
        "http://0177.0.0.1",
        "http://127.1",
        "http://127.0.1",
        "http://[::ffff:127.0.0.1]",
        "http://[::ffff:7f00:1]",
        "http://[0:0:0:0:0:0:0:1]",
        "http://[0000::1]",
        "http://loopback",
        "http://localhost.",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1@evil.example",
        "http://evil.example@127.0.0.1",
        "http://127.0.0.1:80@evil.example",
        "http://127.0.0.1\\@evil.example",
        "http://127.0.0.1#@evil.example",
        "https://evil.example\\@127.0.0.1",
        "https://user:secret@idp.example.com",
        "https://１６９.２５４.１６９.２５４",
        "https://①⑥⑨.②⑤④.①⑥⑨.②⑤④",
        "https://169。254。169。254",
        "https://ⓔvil.example",
        "https://evil%2eexample",
        "https://%31%36%39.254.169.254",
        "https:///169.254.169.254",
        "https:169.254.169.254",
        "https:/169.254.169.254",
        "https:\\\\169.254.169.254",
        "//169.254.169.254",
        "https://169.254.169.254\u0000.example.com",
        "https://evil.example\t",
        " https://evil.example",
        "https://evil.example\r\nX-A: b",
        "https://evil\u00ADexample.com",
        "file:///etc/passwd",
        "gopher://169.254.169.254",
        "ftp://127.0.0.1",
        "jar:https://evil.example!/",
        "http://evil.example",
        "unix:/run/docker.sock",
        "https://",
    ];

    private static readonly IConfiguration None = new ConfigurationBuilder().Build();

    public static TheoryData<string> Settings => [.. Rules.Keys];

    private static Dictionary<string, Func<string, bool>> Rules { get; } =
        new(StringComparer.Ordinal)
        {
            ["AWS:ServiceURL"] = text =>
                new AwsSettingsValidator(_ => null)
                    .Validate(null, new() { ServiceURL = text, AuthenticationRegion = "us-west-2" })
                    .Succeeded,
            ["SignIn:Authority"] = text =>
                new SignInOptionsRules(None)
                    .Validate(
                        null,
                        new()
                        {
                            Authority = text,
                            ClientId = "streamops",
                            Operators = "support",
                        }
                    )
                    .Succeeded,
            ["PublicUrl"] = text => new NetworkOptionsRules(None).Validate(null, new() { PublicUrl = text }).Succeeded,
            ["Player:PublicUrl"] = text => OfPlayers(new() { PublicUrl = text }),
            ["Player:WebSdk"] = text => OfPlayers(new() { WebSdk = text }),
            ["Player:WebSdkProtocolHosts"] = text =>
                // An item of a list is read without the blanks around it.
                OfPlayers(new() { WebSdkProtocolHosts = text }) && text.Trim() == text,
            ["Keys:KmsServiceUrl"] = text =>
                new KeyOptionsRules(None)
                    .Validate(
                        null,
                        new()
                        {
                            KmsServiceUrl = text,
                            KmsKey = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                        }
                    )
                    .Succeeded,
            ["the destination of an export"] = text => ExportDestination.ProblemOf($"{text}/").Length == 0,
        };

    [Theory]
    [MemberData(nameof(Settings))]
    public void No_spelling_of_a_place_that_must_not_be_asked_is_taken(string setting)
    {
        var taken = Spellings.Where(Rules[setting]).ToList();

        Assert.Empty(taken);
        Figures.Tell("A9", "spellings refused", $"{Spellings.Length} spellings in each of {Rules.Count} settings");
    }

    [Theory]
    [InlineData("AWS:ServiceURL", "https://gameliftstreams.us-west-2.api.aws")]
    [InlineData("AWS:ServiceURL", "http://127.0.0.1:5190")]
    [InlineData("AWS:ServiceURL", "http://[::1]:5190")]
    [InlineData("SignIn:Authority", "https://idp.example.com")]
    [InlineData("SignIn:Authority", "https://idp.example.com:8443/realms/support")]
    [InlineData("SignIn:Authority", "https://IDP.example.com/")]
    [InlineData("SignIn:Authority", "https://10.0.0.5")]
    [InlineData("SignIn:Authority", "http://localhost:5000")]
    [InlineData("Keys:KmsServiceUrl", "https://kms.us-west-2.amazonaws.com")]
    [InlineData("Keys:KmsServiceUrl", "http://127.0.0.1:5191")]
    [InlineData("PublicUrl", "https://ops.example.com")]
    [InlineData("PublicUrl", "http://127.0.0.1:5180")]
    [InlineData("Player:PublicUrl", "https://rescue.example.com/")]
    [InlineData("Player:WebSdk", "https://sdk.example/web-sdk.js?v=1")]
    [InlineData("Player:WebSdkProtocolHosts", "https://*.cloudfront.net")]
    public void What_is_spelt_out_is_taken(string setting, string text) => Assert.True(Rules[setting](text));

    [Theory]
    [InlineData("s3://169.254.169.254@evil/x/")]
    [InlineData("s3://user:secret@bucket/x/")]
    [InlineData("s3://bucket:443/x/")]
    [InlineData("s3://[::1]/x/")]
    [InlineData("s3://%62ucket/x/")]
    [InlineData("s3://bu\\cket/x/")]
    [InlineData("s3://bücket/x/")]
    [InlineData("s3://bucket?x=1/y/")]
    [InlineData("S3://bucket/x/")]
    public void An_export_goes_to_a_bucket_and_nowhere_else(string destination) =>
        Assert.NotEqual("", ExportDestination.ProblemOf(destination));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task A_name_is_judged_again_after_it_was_looked_up(string leadsTo)
    {
        using var handler = GuardedDial.Handler(mayBeHere: false, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(leadsTo)]));
        handler.UseProxy = false;
        using var client = new HttpClient(handler);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://rebound.example:9/")));

        Assert.StartsWith(
            "The name rebound.example leads to where StreamOps never asks: ",
            failure.InnerException!.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith("Nothing was sent.", failure.InnerException!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3", false, true)]
    [InlineData("fd12:3456::1", false, true)]
    [InlineData("203.0.113.7", false, true)]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("::1", true, true)]
    [InlineData("169.254.169.254", true, false)]
    public void Neighbours_in_the_companys_network_may_be_asked(string leadsTo, bool mayBeHere, bool isAllowed) =>
        Assert.Equal(isAllowed, PlainAddress.MayLeadTo(IPAddress.Parse(leadsTo), mayBeHere));

    [Fact]
    public async Task The_sign_ins_calls_and_those_to_the_service_go_by_it()
    {
        await using var own = SignInOn("https://idp.example.com");
        var provider = own.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(SignInServices.Provider);
        await using var services = new ServiceCollection()
            .AddGameLift(new ConfigurationBuilder().AddInMemoryCollection([new("AWS:Region", "us-west-2")]).Build(), ("key", "secret"))
            .BuildServiceProvider();
        var client = services.GetRequiredService<Amazon.GameLiftStreams.IAmazonGameLiftStreams>();

        var handler = Assert.IsType<SocketsHttpHandler>(Assert.IsType<ProviderLine>(provider.BackchannelHttpHandler).InnerHandler);
        Assert.NotNull(handler.ConnectCallback);
        Assert.False(handler.AllowAutoRedirect);
        Assert.IsType<GuardedHttpClients>(((Amazon.Runtime.ClientConfig)client.Config).HttpClientFactory);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_provider_that_points_elsewhere_is_not_followed(int status)
    {
        var asked = 0;
        await using var stranger = await ListenAsync(context =>
        {
            Interlocked.Increment(ref asked);
            return Task.CompletedTask;
        });
        await using var pointing = await ListenAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{stranger.Urls.Single()}/.well-known/openid-configuration";
            return Task.CompletedTask;
        });
        await using var own = SignInOn(pointing.Urls.Single());

        Assert.False(await own.Services.GetRequiredService<ProviderReach>().IsThereAsync());

        Assert.Equal(0, asked);
    }

    private static bool OfPlayers(PlayerOptions options) => new PlayerOptionsRules(new Monitor(), None).Validate(null, options).Succeeded;

    private static WebApplication SignInOn(string authority) =>
        DashboardApp.Build([
            .. RunningDashboard.NoEmulator,
            $"--StreamOps:SignIn:Authority={authority}",
            "--StreamOps:SignIn:ClientId=streamops",
            "--StreamOps:SignIn:Operators=support",
        ]);

    private static async Task<WebApplication> ListenAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private sealed class Monitor : IOptionsMonitor<StandByOptions>
    {
        public StandByOptions CurrentValue { get; } = new();

        public StandByOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<StandByOptions, string?> listener) => null;
    }
}
