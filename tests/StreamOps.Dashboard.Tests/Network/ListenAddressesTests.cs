using StreamOps.Dashboard.Security;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>Where the operators' listener may listen, and what is told where it may not.</summary>
public sealed class ListenAddressesTests : IDisposable
{
    private static readonly string[] SignIn =
    [
        "--StreamOps:SignIn:Authority=https://idp.example.com",
        "--StreamOps:SignIn:ClientId=streamops",
        "--StreamOps:SignIn:Operators=support",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamops-certificate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--http_ports=8080")]
    [InlineData("--urls=https://0.0.0.0:0")]
    public void Without_a_sign_in_only_this_machine_and_the_sentence_says_what_to_set(string address)
    {
        var reason = Assert.Single(Refusal(address));

        Assert.Contains("no sign-in is configured", reason, StringComparison.Ordinal);
        Assert.Contains("StreamOps:SignIn:Authority", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--urls=http://127.0.0.1:0;http://192.0.2.1:0")]
    [InlineData("--http_ports=8080")]
    public void With_a_sign_in_plain_http_off_this_machine_needs_a_proxy_that_is_named(string address)
    {
        var reason = Assert.Single(Refusal([address, .. SignIn]));

        Assert.Contains("in the clear", reason, StringComparison.Ordinal);
        Assert.Contains("StreamOps:TrustedProxies", reason, StringComparison.Ordinal);
        Build(address, [.. SignIn, "--StreamOps:TrustedProxies=10.0.0.5"]);
    }

    [Fact]
    public void Https_needs_a_certificate_that_can_be_read()
    {
        using var certificate = new TlsCertificate(_folder, "ops.example.com");
        string[] https = ["--urls=https://0.0.0.0:0", .. SignIn];
        string[] named =
        [
            .. https,
            $"--Kestrel:Certificates:Default:Path={certificate.CertificateFile}",
            $"--Kestrel:Certificates:Default:KeyPath={certificate.KeyFile}",
        ];

        Assert.Contains("needs a certificate", Assert.Single(Refusal(https)), StringComparison.Ordinal);
        Assert.Contains("cannot be read as a certificate", Assert.Single(Refusal(named)), StringComparison.Ordinal);
        certificate.Write();
        Build(named);
    }

    [Theory]
    [InlineData("TrustedProxies", "TrustedProxies=proxy.example.com")]
    [InlineData("TrustedProxies", "TrustedProxies=0.0.0.0/0")]
    [InlineData("TrustedProxies", "TrustedProxies:0=10.0.0.5")]
    [InlineData("PathBase", "PathBase=ops")]
    [InlineData("PathBase", "PathBase=/ops/")]
    [InlineData("PathBase", "PathBase=//evil.example")]
    [InlineData("PathBase", "PathBase=/a b")]
    [InlineData("PathBase", "PathBase=/../x")]
    [InlineData("PublicUrl", "PublicUrl=http://ops.example.com")]
    [InlineData("PublicUrl", "PublicUrl=https://ops.example.com/ops")]
    [InlineData("PublicUrl", "PublicUrl=https://me:pw@ops.example.com")]
    [InlineData("PublicUrl", "PublicUrl=ops.example.com")]
    public void A_wrong_setting_is_told_by_its_key(string key, string wrong) =>
        Assert.Contains(
            Refusal([$"--StreamOps:{wrong}", .. SignIn]),
            reason => reason.StartsWith($"StreamOps:{key} ", StringComparison.Ordinal)
        );

    [Fact]
    public void A_list_in_the_place_of_one_text_is_not_told_to_become_a_list()
    {
        var reason = Assert.Single(Refusal(["--StreamOps:PathBase:0=/ops", .. SignIn]));

        Assert.StartsWith("StreamOps:PathBase is one text, and no list.", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("with its items", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_are_told_together() =>
        Assert.Equal(
            4,
            Refusal([
                "--urls=http://0.0.0.0:0",
                "--StreamOps:PathBase=ops",
                "--StreamOps:PublicUrl=ops.example.com",
                "--StreamOps:SignIn:RoleClaim=",
                .. SignIn,
            ]).Count
        );

    [Theory]
    [InlineData("TrustedProxies", "--StreamOps:TrustedProxies=10.0.0.5")]
    [InlineData("PublicUrl", "--StreamOps:PublicUrl=https://ops.example.com")]
    public void What_opens_it_to_a_network_needs_a_sign_in(string key, string setting) =>
        Assert.StartsWith($"StreamOps:{key} needs a sign-in", Assert.Single(Refusal(setting)), StringComparison.Ordinal);

    private static IReadOnlyList<string> Refusal(params string[] args) => Assert.Throws<StartRefusedException>(() => Build(args)).Reasons;

    private static void Build(string first, string[] args) => Build([first, .. args]);

    private static void Build(params string[] args)
    {
        using var app = (IDisposable)
            DashboardApp.Build(["--AWS:ServiceURL=http://127.0.0.1:9", "--AWS:AuthenticationRegion=us-west-2", .. args]);
    }
}
