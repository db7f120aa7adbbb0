using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>What scripts may call by name: no act is among it, and where one signs in it is nobody's way to be somebody else.</summary>
[Trait("Row", "A5")]
public sealed class CallsOfScriptsTests(SignedInStage stage, SharedDashboard shared)
    : IClassFixture<SignedInStage>,
        IClassFixture<SharedDashboard>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>More than a page has objects.</summary>
    private const int MostObjects = 40;

    private readonly SignedInDashboard _stage = stage.Anew();

    /// <summary>Does nothing, and is everybody's: that it is answered tells a page that its circuit is there.</summary>
    private const string Sign = "CircuitSign.Stands";

    /// <summary>All there are: the sign, the form that asks for a name, where nobody signs in, and the demo's stage.</summary>
    private static readonly string[] Callable = [Sign, "NameForm.Named", "StageView.ClientTold", "StageView.HostTold"];

    [Fact]
    public void A_new_one_fails_here() =>
        Assert.Equal(
            Callable,
            new[] { typeof(DashboardApp).Assembly, typeof(Operations.OperationsServices).Assembly }
                .SelectMany(assembly => assembly.GetTypes())
                .SelectMany(type =>
                    type.GetMethods(
                        BindingFlags.Instance
                            | BindingFlags.Static
                            | BindingFlags.Public
                            | BindingFlags.NonPublic
                            | BindingFlags.DeclaredOnly
                    )
                )
                .Where(method => method.GetCustomAttribute<JSInvokableAttribute>() is not null)
                .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public async Task A_viewer_who_calls_them_by_name_stays_a_viewer()
    {
        using var vic = await _stage.BrowserOfAsync("vic");
        var proof = JsonSerializer.Serialize(_stage.Dashboard.Services.GetRequiredService<NameProofs>().Of("lea"));
        var assembly = typeof(DashboardApp).Assembly.GetName().Name;
        await using var page = await HeadlessCircuit.OpenAsync(new Uri(_stage.Dashboard.Address, "/?rescue=s1"), vic.Cookies);

        for (var target = 1; target <= MostObjects; target++)
        {
            Assert.False(await page.InvokeAsync("Named", target, $"[{proof}]"), $"Named, of {target}");
            Assert.False(await page.InvokeAsync("HostTold", target, "[true,\"\"]"), $"HostTold, of {target}");
            Assert.False(await page.InvokeAsync("ClientTold", target, "[\"playing\",\"s1\",\"\"]"), $"ClientTold, of {target}");
        }

        foreach (var method in Callable.Except([Sign]))
        {
            Assert.False(await page.InvokeAsync(method.Split('.')[1], 0, $"[{proof}]", assembly), $"{method}, of none");
        }

        Assert.False(page.Closed.IsCompleted);
    }

    /// <remarks>What is refused above is asked as it is here, where it is done.</remarks>
    [Fact]
    public async Task Where_nobody_signs_in_the_form_that_asks_for_a_name_takes_it_by_one_number()
    {
        const string Name = "Robin Quill";
        shared.Dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60)));
        var proof = JsonSerializer.Serialize(shared.Dashboard.Services.GetRequiredService<NameProofs>().Of(Name));
        await using var page = await HeadlessCircuit.OpenAsync(new Uri(shared.Dashboard.Address, "/?rescue=s1"), new CookieContainer());

        var done = 0;
        await UntilAsync(async () =>
        {
            for (var target = 1; target <= MostObjects; target++)
            {
                done += await page.InvokeAsync("Named", target, $"[{proof}]") ? 1 : 0;
            }

            return done > 0;
        });

        Assert.Equal(1, done);
        await UntilAsync(() => Task.FromResult(page.Told.Contains(Name, StringComparison.Ordinal)));
    }

    // The form has its number once it is drawn.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var waited = TimeSpan.Zero; !await isSo(); waited += TimeSpan.FromMilliseconds(50))
        {
            Assert.True(waited < Patience, "It never came to that.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
