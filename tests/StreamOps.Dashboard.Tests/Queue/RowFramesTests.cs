using System.Reflection;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.Queue;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

#pragma warning disable BL0006

namespace StreamOps.Dashboard.Tests.Queue;

/// <summary>What a row of the queue costs each page that shows it, and what stands in it.</summary>
public sealed class RowFramesTests : MudTest
{
    /// <summary>The least that the renderer keeps for a component, twice over: one more, and it is the double.</summary>
    private const int MostFrames = 32;

    private static readonly MethodInfo Draws = typeof(RescueQueueRow).GetMethod(
        "BuildRenderTree",
        BindingFlags.Instance | BindingFlags.NonPublic
    )!;

    private static readonly Actor Mara = Actor.Unproven("Mara");

    public static TheoryData<string, RowMarks> Rows =>
        new()
        {
            { "waits", RowMarks.None },
            { "waits", RowMarks.New },
            { "waits", RowMarks.Selected },
            { "waits", RowMarks.First },
            { "waits", RowMarks.FirstUnclaimed },
            { "claimed", RowMarks.None },
            { "claimed", RowMarks.Selected },
            { "mine", RowMarks.None },
            { "mine", RowMarks.Selected },
            { "linked", RowMarks.New },
            { "sent", RowMarks.New },
            { "gone", RowMarks.New },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_no_more_frames_than_the_least_that_is_kept_for_it(string row, RowMarks marks)
    {
        var drawn = Row(Of(row), marks, Mara);
        using var builder = new RenderTreeBuilder();
        Draws.Invoke(drawn.Instance, [builder]);

        var frames = builder.GetFrames();

        Assert.InRange(frames.Count, 1, MostFrames);
        Xunit.TestContext.Current.TestOutputHelper!.WriteLine($"{row}, {marks}: {frames.Count}");
    }

    [Fact]
    public void Two_who_see_the_same_hold_the_same_text()
    {
        var row = Of("claimed");
        var (one, other) = (Markup(Row(row, by: Actor.Unproven("Tom"))), Markup(Row(row, by: Actor.Unproven("Kim"))));

        Assert.True(one.Count > 3);
        Assert.All(one.Zip(other), pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public void Who_has_to_do_with_the_row_reads_their_own_and_leaves_the_others_theirs()
    {
        var row = Of("mine");
        var before = Row(row, by: Actor.Unproven("Tom")).Find(".cell-who").TextContent;

        Assert.Contains("You", Row(row, by: Mara).Find(".cell-who").TextContent, StringComparison.Ordinal);
        Assert.Contains("claimed by you", Row(row, by: Mara).Find(".cell-ladder").TextContent, StringComparison.Ordinal);

        Assert.Equal(before, Row(row, by: Actor.Unproven("Kim")).Find(".cell-who").TextContent);
        Assert.Contains("Mara", before, StringComparison.Ordinal);
        Assert.Contains("claimed by Mara", Row(row).Find(".cell-ladder").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("</td></tr><img src=x onerror=alert(1)>")]
    [InlineData("\" onmouseover=\"alert(1)\" x='")]
    [InlineData("a\u202Eb\u2066c\u200Bd")]
    [Trait("Row", "A2")]
    public void Nothing_from_outside_is_more_than_text_in_any_place_of_a_row(string text)
    {
        foreach (var row in Hostile(text))
        {
            var drawn = Row(row, RowMarks.First, Actor.Unproven($"reader {text}"), new Termination($"ender {text}", $"why {text}"));
            var (cells, elements) = (drawn.FindAll("tr > td"), drawn.FindAll("*"));

            Assert.Equal(
                ["cell-time", "cell-player", "cell-application", "cell-where", "cell-ladder", "cell-who"],
                cells.Select(it => it.ClassName)
            );
            Assert.DoesNotContain(elements, it => it.LocalName is "script" or "img");
            Assert.DoesNotContain(elements.SelectMany(it => it.Attributes), it => it.Name.StartsWith("onmouse", StringComparison.Ordinal));
            Assert.All(
                elements.SelectMany(it => it.Attributes).Where(it => it.Name is "title" or "aria-label" or "player"),
                it => Assert.False(VisibleText.IsHiding(Ours(it.Value)), it.Value)
            );
            Assert.All(cells, it => Assert.False(VisibleText.IsHiding(Ours(it.TextContent)), it.TextContent));
            var apart = drawn.FindAll("bdi.outside").Select(it => it.TextContent).ToList();
            Assert.All(["user", "application", "place"], what => Assert.Contains($"{what} {VisibleText.Of(text)}", apart));
            Assert.True(apart.Count(it => it.Contains(VisibleText.Of(text), StringComparison.Ordinal)) > 3, string.Join("; ", apart));
        }
    }

    // Line ends of the markup, and what sets a text apart in a sentence of ours.
    private static string Ours(string text) => new([.. text.Where(letter => letter is not ('\n' or '\u2068' or '\u2069'))]);

    /// <summary>Rows with the text in every place that takes one.</summary>
    private static IEnumerable<QueueRow> Hostile(string text)
    {
        var waiting = APicture.Waiting("s1", 60);
        var session = waiting with
        {
            Session = waiting.Session with
            {
                UserId = $"user {text}",
                Location = $"place {text}",
                StatusReason = text,
                CreatedAt = APicture.Now,
            },
        };
        var row = new QueueRow(session, null, $"application {text}", StreamGroupStatus.Active)
        {
            Onlookers = [new Person($"looks {text}"), new Person($"too {text}")],
        };
        yield return row with
        {
            Claim = APicture.Claim(by: $"holder {text}", from: $"reader {text}"),
        };
        yield return row with
        {
            Link = APicture.Link() with { Operator = $"maker {text}", OpenedAt = APicture.Now, Browser = $"browser {text}" },
        };
        yield return row with
        {
            Ending = new QueueEnding(EpisodeOutcome.Terminated, APicture.Now),
            Attempt = APicture.Attempt("s1", RescueState.Failed) with { Operator = $"sender {text}" },
        };
    }

    private static QueueRow Of(string what)
    {
        var session = APicture.Waiting("s1", 60);
        var row = new QueueRow(
            session with
            {
                Session = session.Session with { CreatedAt = APicture.Now },
            },
            null,
            "Aurora",
            StreamGroupStatus.Active
        );
        return what switch
        {
            "claimed" => row with { Claim = APicture.Claim(by: "Jon") },
            "mine" => row with { Claim = APicture.Claim(by: "Mara") },
            "linked" => row with { Link = APicture.Link() with { OpenedAt = APicture.Now } },
            "sent" => row with { Attempt = APicture.Attempt("s1", RescueState.Answered) },
            "gone" => row with
            {
                Ending = new QueueEnding(EpisodeOutcome.Recovered, APicture.Now),
                Attempt = APicture.Attempt("s1", RescueState.Connected),
            },
            _ => row,
        };
    }

    private IRenderedComponent<RescueQueueRow> Row(
        QueueRow row,
        RowMarks marks = RowMarks.None,
        Actor? by = null,
        Termination? termination = null
    ) =>
        Render<RescueQueueRow>(part =>
            part.Add(it => it.Row, row)
                .Add(it => it.Marks, marks)
                .Add(
                    it => it.Reading,
                    new QueueReading(new PanelAddress("/"))
                    {
                        Reader = by,
                        TerminationOf = _ => termination,
                        OnToggleClaim = EventCallback.Factory.Create<QueueRow>(this, _ => { }),
                    }
                )
        );

    private static List<string> Markup(IRenderedComponent<RescueQueueRow> row)
    {
        using var builder = new RenderTreeBuilder();
        Draws.Invoke(row.Instance, [builder]);
        var frames = builder.GetFrames();
        return
        [
            .. frames
                .Array.Take(frames.Count)
                .Where(frame => frame.FrameType == Microsoft.AspNetCore.Components.RenderTree.RenderTreeFrameType.Markup)
                .Select(frame => frame.MarkupContent),
        ];
    }
}
