using System.Net;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>Every role by every act that a page's circuit brings about, and by forged messages where it does not: who may is written here a second time, by hand.</summary>
[Trait("Row", "A5")]
public sealed class RolesByCircuitTests(CircuitStage stage) : IClassFixture<CircuitStage>
{
    /// <summary>So much further than the numbers of who may somebody presses who may not.</summary>
    private const ulong Beyond = 200;

    /// <summary>
    /// The act; who does it: Viewer, Operator, Lead, an operator who may Take over, an operator of other stream Groups; and whose refusal the audit keeps: where the
    /// page itself ends the press, no desk hears of it.
    /// </summary>
    public static TheoryData<string, string, string> Table =>
        new()
        {
            { "looks at a session", "VOLT ", "" },
            { "claims a player, in the queue", " OLT ", "" },
            { "claims a player, in the panel", " OLT ", "" },
            { "keeps their claim by an act in the panel", " OLT ", "" },
            { "gives back, in the queue", " OLT ", "" },
            { "gives back, in the panel", " OLT ", "" },
            { "gives back what a colleague holds", "     ", "" },
            { "takes the claim of a colleague", " OLT ", "" },
            { "says yes to a colleague's offer", " OLT ", "" },
            { "says no to a colleague's offer", " OLT ", "" },
            { "sends an offer by hand", " OLT ", "V" },
            { "hands an offer to who is on it", " OLT ", "" },
            { "sends an attempt again", " OLT ", "" },
            { "gives an attempt up", " OLT ", "" },
            { "ends a takeover of their own", " OLT ", "" },
            { "ends a colleague's takeover", "  L  ", "" },
            { "ends a link of their own", " OLT ", "" },
            { "ends a colleague's link", "  L  ", "" },
            { "allows a second browser at a link", " OLT ", "" },
            { "says yes to an offer at a link", " OLT ", "" },
            { "says no to an offer at a link", " OLT ", "" },
            { "asks the open page for an offer", " OLT ", "" },
            { "says yes to the open page's offer", " OLT ", "" },
            { "says no to the open page's offer", " OLT ", "" },
            { "asks for a session's files", " OLT ", "" },
            { "ends a session, in the drawer", " OLT ", "" },
            { "ends a session, in the panel", " OLT ", "" },
            { "reveals what is masked", " OLT ", "" },
            { "reads the audit", " OLT ", "V" },
            { "reads the audit of a session", " OLT ", "" },
            { "makes an access token", "  L  ", "VOTG" },
            { "revokes an access token", "  L  ", "VOTG" },
        };

    [Fact]
    public void Every_act_stands_in_the_table_or_among_those_that_no_circuit_brings_about()
    {
        var acts = ActsByCircuit.All.Values.Select(act => act.Act).Distinct().Concat(ActsByCircuit.None.Keys);

        Assert.Equal(Enum.GetValues<DeskAct>(), acts.Order());
        Assert.Equal(
            ActsByCircuit.All.Keys.Order(StringComparer.Ordinal),
            Table.Select(row => row.Data.Item1).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task It_is_done_by_those_whom_the_table_names_and_by_nobody_else(string name, string who, string kept)
    {
        var act = ActsByCircuit.All[name];
        var highest = 0UL;
        // First those who may: how far their numbers go is how far the others press.
        foreach (var (person, mark) in CircuitStage.People.OrderByDescending(one => who.Contains(one.Mark, StringComparison.Ordinal)))
        {
            var isKept = kept.Contains(mark, StringComparison.Ordinal);
            var last = who.Contains(mark, StringComparison.Ordinal)
                ? await DoAsync(act, person, isKept)
                : await ForgeAsync(act, person, mark is 'V' or 'G', isKept, highest);
            highest = Math.Max(highest, last);
        }
    }

    /// <summary>What is tried on those who may not does something: with the numbers alone, whoever may does the act.</summary>
    [Theory]
    [InlineData("ends a link of their own")]
    [InlineData("asks the open page for an offer")]
    public async Task Numbers_are_enough_for_who_may(string name)
    {
        var act = ActsByCircuit.All[name];
        await using var scene = stage.SceneOf("mara");
        await BeginAsync(act, scene);

        await scene.PressNumbersAsync(act.Page, scene.Page.Highest + Beyond);

        Assert.True(await act.HasHappened(scene), await scene.StoryAsync());
    }

    [Fact]
    public async Task Nobody_and_who_has_no_role_has_no_circuit_of_any_page()
    {
        using var noa = await stage.SignedIn.BrowserOfAsync("noa");
        foreach (var page in ScenePage.All)
        {
            var address = new Uri(stage.Dashboard.Address, page.PathOf("scene1"));
            foreach (var cookies in new[] { new CookieContainer(), noa.Cookies })
            {
                await Assert.ThrowsAsync<HttpRequestException>(() => HeadlessCircuit.OpenAsync(address, cookies));
                await Assert.ThrowsAsync<HttpRequestException>(() => HeadlessCircuit.ConnectAsync(address, cookies));
            }
        }
    }

    /// <summary>Does it.</summary>
    /// <returns>The highest number on the page.</returns>
    private async Task<ulong> DoAsync(ActByCircuit act, string person, bool isKept)
    {
        await using var scene = stage.SceneOf(person);
        var refusal = await BeginAsync(act, scene);
        await act.Press(scene);
        Assert.True(await HappensAsync(act, scene), $"{person} did it in vain.\n{await scene.StoryAsync()}");
        Assert.Equal(isKept, await IsKeptAsync(act, scene, refusal));
        return scene.Page.Highest;
    }

    /// <summary>Does it all the same: by what the page shows for it, then by all that it shows, then by each number that anything has for who may.</summary>
    /// <returns>The highest number on the page.</returns>
    private async Task<ulong> ForgeAsync(ActByCircuit act, string person, bool isLooking, bool isKept, ulong highest)
    {
        await using var scene = stage.SceneOf(person);
        var refusal = await BeginAsync(act, scene);
        var (acts, done) = (scene.Acts, await scene.DoneAsync());
        try
        {
            await act.Press(scene);
        }
        catch (InvalidOperationException)
        {
            // The page shows them nothing to press there.
        }

        if (isLooking)
        {
            await scene.Page.PressEverythingAsync();
        }

        Assert.False(scene.IsBroken, $"The page of {person} broke.");
        var asking = await scene.PressNumbersAsync(act.Page, Math.Max(highest, scene.Page.Highest) + Beyond);

        Assert.False(await act.HasHappened(scene), $"{person} did it.");
        Assert.Equal(isKept, await IsKeptAsync(act, scene, refusal));
        if (isLooking)
        {
            Assert.Equal(0, asking);
            Assert.Equal(acts, scene.Acts);
            Assert.Equal(done, await scene.DoneAsync());
        }

        return scene.Page.Highest;
    }

    /// <summary>All that is before the act.</summary>
    /// <returns>The last refusal before it.</returns>
    private static async Task<long> BeginAsync(ActByCircuit act, CircuitScene scene)
    {
        await act.Prepare(scene);
        Assert.False(await act.HasHappened(scene), "It is done already.");
        var refusal = await scene.LastRefusalAsync(act.Refusal);
        await scene.OpenAsync(act.Page);
        return refusal;
    }

    private static async Task<bool> IsKeptAsync(ActByCircuit act, CircuitScene scene, long before) =>
        act.Refusal.Length > 0 && await scene.LastRefusalAsync(act.Refusal) > before;

    private static async Task<bool> HappensAsync(ActByCircuit act, CircuitScene scene)
    {
        for (var waited = TimeSpan.Zero; waited < CircuitScene.Patience; waited += TimeSpan.FromMilliseconds(20))
        {
            if (await act.HasHappened(scene))
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return false;
    }
}
