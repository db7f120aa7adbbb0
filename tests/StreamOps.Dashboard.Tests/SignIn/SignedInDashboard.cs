using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>A dashboard with a provider beside it: mara rescues, lea leads, vic looks, tom takes over, and nobody knows noa.</summary>
public sealed class SignedInDashboard : IAsyncDisposable
{
    private SignedInDashboard(TestProvider provider, RunningDashboard dashboard) => (Provider, Dashboard) = (provider, dashboard);

    public TestProvider Provider { get; }

    public RunningDashboard Dashboard { get; }

    internal SignInSessions Sessions => Dashboard.Services.GetRequiredService<SignInSessions>();

    public static async Task<SignedInDashboard> StartAsync(Action<WebApplicationBuilder>? configure = null, params string[] args)
    {
        var provider = await TestProvider.StartAsync();
        provider.Roles["mara"] = ["support"];
        provider.Roles["lea"] = ["support", "support-lead"];
        provider.Roles["vic"] = ["wallboard"];
        provider.Roles["tom"] = ["support", "may-take-over"];
        provider.Roles["noa"] = ["kitchen"];
        var dashboard = await RunningDashboard.StartAsync(
            builder =>
            {
                // The same few sign in all the time.
                builder.Services.AddSingleton(new SignInPace(TimeProvider.System, most: int.MaxValue));
                builder.Services.AddSingleton(new SignInCrowd(TimeProvider.System, most: 1_000_000));
                configure?.Invoke(builder);
            },
            [.. SettingsFor(provider), .. args]
        );
        dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60)));
        return new SignedInDashboard(provider, dashboard);
    }

    public static IReadOnlyList<string> SettingsFor(TestProvider provider) =>
        [
            $"--StreamOps:SignIn:Authority={provider.Address.GetLeftPart(UriPartial.Authority)}",
            $"--StreamOps:SignIn:ClientId={TestProvider.ClientId}",
            $"--StreamOps:SignIn:ClientSecret={TestProvider.ClientSecret}",
            "--StreamOps:SignIn:Scopes=openid;profile;offline_access",
            "--StreamOps:SignIn:Viewers=wallboard",
            "--StreamOps:SignIn:Operators=support",
            "--StreamOps:SignIn:Leads=support-lead",
            "--StreamOps:SignIn:Takeover=may-take-over",
            "--StreamOps:SignIn:Contact=support-leads@example.com",
            "--StreamOps:Rescue:AllowTakeover=true",
        ];

    /// <summary>The two as they were at their start, with nobody signed in.</summary>
    public SignedInDashboard Anew()
    {
        Sessions.End(_ => true);
        Provider.Person = "mara";
        Provider.Audience = TestProvider.ClientId;
        Provider.Session = "";
        Provider.Ahead = TimeSpan.Zero;
        Provider.Nonce = null;
        Provider.IsDown = false;
        return this;
    }

    /// <summary>A browser that keeps cookies, and follows each redirect as somebody's hand does.</summary>
    public Browser Browser() => new(Dashboard.Address);

    /// <summary>A browser in which somebody signed in.</summary>
    public async Task<Browser> BrowserOfAsync(string person)
    {
        Provider.Person = person;
        return await Browser().SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Dashboard.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
