using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using StreamOps.Dashboard.Shell;
using StreamOps.Operations;

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
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;
}
