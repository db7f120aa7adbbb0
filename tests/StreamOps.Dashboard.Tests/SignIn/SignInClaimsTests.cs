using System.Net;
using StreamOps.Dashboard.SignIn;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>The claims and the secret are those that the settings name.</summary>
public sealed class SignInClaimsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("streamops-sign-in-secret-");

    public void Dispose() => _secrets.Delete(recursive: true);

    [Fact]
    public async Task Name_and_role_are_read_from_the_claims_that_are_set_and_the_secret_from_its_file()
    {
        await using var stage = await StartAsync(TestProvider.ClientSecret);
        stage.Provider.TokenLife = TimeSpan.FromSeconds(3);
        // What the default settings would read makes a lead called mara.
        stage.Provider.Roles["mara"] = ["support-lead"];
        stage.Provider.Says["mara"] = [("email", "mara@example.com"), ("groups", "support")];

        using var browser = await stage.BrowserOfAsync("mara");
        var (status, page) = await browser.OpenAsync("/");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(">operator</span>", page, StringComparison.Ordinal);
        Assert.Equal(("mara@example.com", "id-mara", "operator"), Who(stage));

        stage.Provider.Says["mara"] = [("email", "mara.m@example.com"), ("groups", "wallboard")];
        await Eventually.BeTrueAsync("the new claims count", Patience, () => Who(stage) == ("mara.m@example.com", "id-mara", "viewer"));
    }

    [Fact]
    public async Task Another_secret_in_the_file_signs_nobody_in()
    {
        await using var stage = await StartAsync("another");
        stage.Provider.Says["mara"] = [("email", "mara@example.com"), ("groups", "support")];

        using var browser = await stage.BrowserOfAsync("mara");

        Assert.Empty(stage.Sessions.All);
    }

    private async Task<SignedInDashboard> StartAsync(string secret)
    {
        var file = Path.Combine(_secrets.FullName, "streamops");
        // As an editor leaves it.
        await File.WriteAllTextAsync(file, $"{secret}\n", TestContext.Current.CancellationToken);
        return await SignedInDashboard.StartAsync(
            null,
            "--StreamOps:SignIn:ClientSecret=",
            $"--StreamOps:SignIn:ClientSecretFile={file}",
            "--StreamOps:SignIn:NameClaim=email",
            "--StreamOps:SignIn:RoleClaim=groups"
        );
    }

    private static (string Name, string? Subject, string? Role) Who(SignedInDashboard stage)
    {
        var person = SignedInClaims.PersonOf(Assert.Single(stage.Sessions.All).Ticket.Principal);
        return (person.Name, person.Subject, person.Role);
    }
}
