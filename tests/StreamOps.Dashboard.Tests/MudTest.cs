using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StreamSessions;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Tests;

/// <summary>A bUnit context in which MudBlazor's parts render.</summary>
public abstract class MudTest : BunitContext, IAsyncLifetime
{
    protected MudTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        // The usual second is short on a busy machine.
        DefaultWaitTimeout = Patience;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton(Options.Create(new OperationsOptions()));
        Services.AddSingleton(new ServiceInView(ServiceMark.Aws));
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton<NameProofs>();
        Services.AddScoped<Attention>();
        Services.AddScoped<Arrival>();
        Services.AddSingleton<PresenceBoard>();
        Services.AddScoped<Looking>();
        Services.AddScoped(ClaimActs.Of);
        Services.AddSingleton(
            new StreamSessionLists(new LiveFleet(TimeProvider.System, new ServiceClock(), Options.Create(new LiveOptions())))
        );
        Services.AddScoped(_ => new Terminations((session, _, _) => Task.FromResult(Audited(session))));
    }

    /// <summary>How long a test waits for what a component does in the background.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What the audit holds of a session; a test overrides it where it matters.</summary>
    protected virtual IReadOnlyList<AuditEntry> Audited(StreamSessionArn session) => [];

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;
}
