using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using StreamOps.Dashboard.Audit;
using StreamOps.Dashboard.Shell;
using StreamOps.Operations;
using StreamOps.Operations.Audit;
using StreamOps.Operations.GameLift;

namespace StreamOps.Dashboard.Tests;

/// <summary>A bUnit context in which MudBlazor's parts render.</summary>
public abstract class MudTest : BunitContext, IAsyncLifetime
{
    protected MudTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton(Options.Create(new OperationsOptions()));
        Services.AddSingleton(ServiceMark.Aws);
        Services.AddScoped(_ => new Terminations((session, _) => Task.FromResult(Audited(session))));
    }

    /// <summary>What the audit holds of a session; a test overrides it where it matters.</summary>
    protected virtual IReadOnlyList<AuditEntry> Audited(StreamSessionArn session) => [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;
}
