using Bunit;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.StreamSessions;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class StreamSessionFiltersTests : MudTest
{
    private readonly List<FilterStep> _steps = [];

    private List<StreamSessionsQuery> Asked => [.. _steps.Select(step => step.Query)];

    private StreamSessionsQuery Newest => Asked[^1];

    [Fact]
    public void A_word_is_one_step_and_the_next_word_another()
    {
        var filters = Filters(StreamSessionsQuery.All);
        foreach (var text in (string[])["s", "sk", "sky"])
        {
            filters.Find("[data-search]").Input(text);
            Answer(filters, Newest);
        }

        filters.Find("[data-search]").Change("sky");
        filters.Find("[data-search]").Input("sky-2");

        Assert.Equal([true, false, false, true], _steps.Select(step => step.IsNew));
    }

    [Fact]
    public void Each_filter_is_a_step_and_typing_after_it_begins_a_new_one()
    {
        var filters = Filters(StreamSessionsQuery.All);
        filters.Find("[data-search]").Input("s");

        filters.FindAll("button.toggle").Single(button => button.TextContent == "Connected").Click();
        filters.FindAll("button.toggle").Single(button => button.TextContent == "Reconnecting").Click();
        filters.Find("[data-search]").Input("sk");

        Assert.All(_steps, step => Assert.True(step.IsNew));
    }

    [Fact]
    public void Typing_after_the_way_back_is_a_new_step()
    {
        var filters = Filters(StreamSessionsQuery.All);
        filters.Find("[data-search]").Input("s");
        Answer(filters, Newest);
        Answer(filters, StreamSessionsQuery.All);

        filters.Find("[data-search]").Input("a");

        Assert.True(_steps[^1].IsNew);
    }

    [Fact]
    public void A_late_answer_takes_no_letter_away()
    {
        var filters = Filters(StreamSessionsQuery.All);
        filters.Find("[data-search]").Input("s");
        filters.Find("[data-search]").Input("sk");
        filters.Find("[data-search]").Input("sky");

        Answer(filters, Asked[0]);
        Answer(filters, Asked[1]);

        // Untouched by what is late: the browser keeps what was typed.
        Assert.Equal("", filters.Find("[data-search]").GetAttribute("value") ?? "");
        Assert.Equal("sky", Newest.Text);
    }

    [Fact]
    public void A_status_chosen_right_after_typing_keeps_the_text()
    {
        var filters = Filters(StreamSessionsQuery.All);
        filters.Find("[data-search]").Input("sky");

        filters.FindAll("button.toggle").Single(button => button.TextContent == "Connected").Click();

        Assert.Equal("sky", Newest.Text);
        Assert.Contains("CONNECTED", Newest.Statuses);
    }

    [Fact]
    public void Clear_empties_the_field_too()
    {
        var filters = Filters(StreamSessionsQuery.All);
        filters.Find("[data-search]").Input("sky");
        Answer(filters, Newest);
        var typedIn = filters.Find("[data-search]");

        filters.FindAll("button").Single(button => button.TextContent == "Clear").Click();
        Answer(filters, Newest);

        Assert.Equal(StreamSessionsQuery.All, Newest);
        Assert.NotSame(typedIn, filters.Find("[data-search]"));
    }

    [Fact]
    public void An_address_that_others_changed_is_shown_in_the_field()
    {
        var filters = Filters(StreamSessionsQuery.All);
        filters.Find("[data-search]").Input("sky");
        Answer(filters, Newest);

        Answer(filters, new StreamSessionsQuery { Text = "atlas" });

        Assert.Equal("atlas", filters.Find("[data-search]").GetAttribute("value"));
    }

    [Fact]
    public void A_list_that_offers_to_clear_is_not_offered_twice()
    {
        var filters = Render<StreamSessionFilters>(parameters =>
            parameters
                .Add(part => part.Query, new StreamSessionsQuery { Text = "nobody" })
                .Add(part => part.Fleet, APicture.Of())
                .Add(part => part.WithClear, false)
        );

        Assert.DoesNotContain(filters.FindAll("button"), button => button.TextContent == "Clear");
    }

    [Fact]
    public void On_a_phone_one_button_unfolds_the_filters_and_counts_them()
    {
        var filters = Filters(new StreamSessionsQuery { Location = "us-west-2" });
        Assert.Equal("Filters (1)", filters.Find(".unfold").TextContent);

        filters.Find(".unfold").Click();

        Assert.Equal("true", filters.Find(".unfold").GetAttribute("aria-expanded"));
        Assert.Equal("true", filters.Find(".filters").GetAttribute("data-unfolded"));
    }

    private IRenderedComponent<StreamSessionFilters> Filters(StreamSessionsQuery query) =>
        Render<StreamSessionFilters>(parameters =>
            parameters.Add(part => part.Query, query).Add(part => part.Fleet, APicture.Of()).Add(part => part.OnChange, _steps.Add)
        );

    private static void Answer(IRenderedComponent<StreamSessionFilters> filters, StreamSessionsQuery query) =>
        filters.Render(parameters => parameters.Add(part => part.Query, query));
}
