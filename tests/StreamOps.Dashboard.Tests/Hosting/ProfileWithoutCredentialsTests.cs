using System.Net;
using System.Text.RegularExpressions;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>A profile of the usual files that gives no credentials: the start and the page wait for nothing, and say what helps.</summary>
public sealed partial class ProfileWithoutCredentialsTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("streamops-home-").FullName;

    public ProfileWithoutCredentialsTests()
    {
        var cache = Directory.CreateDirectory(Path.Combine(_home, ".aws", "sso", "cache"));
        File.WriteAllText(
            Path.Combine(_home, ".aws", "config"),
            """
            [profile expired]
            sso_session = corp
            sso_account_id = 111122223333
            sso_role_name = Support
            region = us-west-2

            [sso-session corp]
            sso_region = us-west-2
            sso_start_url = https://corp.example.com/start
            sso_registration_scopes = sso:account:access

            [profile slow]
            credential_process = sleep 30
            region = us-west-2
            """
        );
        // As `aws sso login` left it a while ago, under the SHA-1 of the session's name.
        File.WriteAllText(
            Path.Combine(cache.FullName, "ee0bfd2552fbd840c02cc48b6e823320543c450f.json"),
            """{"startUrl":"https://corp.example.com/start","region":"us-west-2","accessToken":"expired","expiresAt":"2026-01-01T00:00:00Z"}"""
        );
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData("expired", "SSO login has ended: run aws sso login --profile expired", "Run aws sso login --profile expired")]
    [InlineData("slow", "credential_process of the profile slow is slow", "credential_process of the profile slow is slow")]
    public async Task Page_and_log_say_what_helps(string profile, string onThePage, string inTheLog)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, TestContext.Current.CancellationToken);
        var stop = either.Token;
        await using var dashboard = DashboardProcess.Start(
            ("HOME", _home),
            ("AWS__Profile", profile),
            ("AWS_PROFILE", ""),
            ("AWS_ACCESS_KEY_ID", ""),
            ("AWS_SHARED_CREDENTIALS_FILE", ""),
            ("AWS_CONFIG_FILE", ""),
            ("AWS_REGION", "")
        );
        // In either order: what is wrong is told once, on a busy machine before the address is.
        var logged = await dashboard.LinesWithAsync(stop, "Operators:", inTheLog);
        // Whatever the credentials take, a page is there at once; how soon, a busy machine decides.
        using var client = new HttpClient { BaseAddress = new Uri(Address().Match(logged[0]).Value), Timeout = TimeSpan.FromSeconds(15) };

        while (
            !WebUtility
                .HtmlDecode(await client.GetStringAsync(new Uri("/", UriKind.Relative), stop))
                .Contains(onThePage, StringComparison.Ordinal)
        )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stop);
        }
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
