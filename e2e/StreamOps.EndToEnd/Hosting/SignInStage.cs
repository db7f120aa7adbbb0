using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>A dashboard where people sign in, at a provider in this process: mara rescues, vic looks at stream groups of which there are none, lea leads, and noa has no role.</summary>
public sealed class SignInStage : Stage
{
    public TestProvider Provider { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Provider = await TestProvider.StartAsync();
        Anew();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>The people and the provider as they were at the start.</summary>
    public void Anew()
    {
        Provider.Roles["mara"] = ["support"];
        Provider.Roles["vic"] = ["wallboard"];
        Provider.Roles["lea"] = ["leads"];
        Provider.Roles["noa"] = [];
        (Provider.Person, Provider.TokenLife) = ("mara", TimeSpan.FromHours(1));
        (Provider.Audience, Provider.Ahead, Provider.Nonce, Provider.IsDown) = (TestProvider.ClientId, TimeSpan.Zero, null, false);
    }

    /// <summary>What a dashboard is to know of a provider and of the roles of these people.</summary>
    public static Dictionary<string, string> SettingsFor(TestProvider provider) =>
        new(StringComparer.Ordinal)
        {
            ["StreamOps__SignIn__Authority"] = provider.Address.GetLeftPart(UriPartial.Authority),
            ["StreamOps__SignIn__ClientId"] = TestProvider.ClientId,
            ["StreamOps__SignIn__ClientSecret"] = TestProvider.ClientSecret,
            ["StreamOps__SignIn__Scopes"] = "openid;profile;offline_access",
            ["StreamOps__SignIn__Viewers"] = "wallboard",
            ["StreamOps__SignIn__Operators"] = "support",
            ["StreamOps__SignIn__Leads"] = "leads",
            ["StreamOps__SignIn__Contact"] = "support-leads@example.com",
            ["StreamOps__SignIn__StreamGroups"] = "support -> support=yes; leads -> *; wallboard -> support=no",
        };

    protected override void Configure() => Dashboard.Settings = SettingsFor(Provider);

    // The emulator's quiet evening: its stream groups bear a tag.
    protected override Task PrepareAsync(EmulatorControl emulator) => Task.CompletedTask;
}

/// <summary>One such dashboard for all journeys of signing in: they leave it and the provider running, and as they found them.</summary>
[CollectionDefinition]
public sealed class SignedInPeople : ICollectionFixture<SignInStage>;
