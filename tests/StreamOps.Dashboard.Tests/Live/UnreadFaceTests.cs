using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.StreamGroups;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Live;

/// <summary>Nothing may be called calm or empty that was never read.</summary>
public sealed class UnreadFaceTests : MudTest
{
    private static readonly FleetSnapshot Unreachable = FleetSnapshot.Empty with
    {
        Health = new PollHealth
        {
            State = PollState.Stale,
            NextTry = APicture.Now.AddSeconds(8),
            Error = ApiErrorCode.Unreachable,
            ErrorOperation = "ListStreamGroups",
        },
    };

    public UnreadFaceTests()
    {
        var time = new FakeTimeProvider(APicture.Now);
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(new FleetClock(time));
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddScoped<ProtectedLocalStorage>();
        Services.AddScoped<BrowserPreferences>();
    }

    [Fact]
    public void The_queue_is_not_calm_before_it_was_read()
    {
        var page = Page<RescueQueuePage>(Unreachable).Markup;

        Assert.Contains("The queue could not be read yet.", page, StringComparison.Ordinal);
        Assert.Contains("The service cannot be reached", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody is waiting", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sessions_are_not_none_before_they_were_read()
    {
        var page = Page<StreamSessionsPage>(Unreachable).Markup;

        Assert.Contains("The sessions could not be read yet.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No sessions", page, StringComparison.Ordinal);
        Assert.DoesNotContain("0 sessions", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stream_groups_are_not_none_before_they_were_read()
    {
        var page = Page<StreamGroupsPage>(Unreachable).Markup;

        Assert.Contains("The stream groups could not be read yet.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No stream groups", page, StringComparison.Ordinal);
    }

    [Fact]
    public void It_tells_why_and_when_it_tries_again()
    {
        var next = Page<RescueQueuePage>(Unreachable).Find(".unread age-clock");

        Assert.Equal(Moment.Attribute(APicture.Now.AddSeconds(8)), next.GetAttribute("until"));
        Assert.Equal("trying now", next.GetAttribute("over"));
    }

    [Fact]
    public void While_the_first_walk_is_under_way_the_outline_is_shown()
    {
        var page = Page<StreamSessionsPage>(FleetSnapshot.Empty);

        Assert.Equal("Reading the sessions…", page.Find(".skeleton").GetAttribute("aria-label"));
    }

    [Fact]
    public void What_was_read_to_its_end_and_is_empty_is_called_so()
    {
        var nothing = APicture.Fleet() with { Groups = FleetSnapshot.Empty.Groups };

        Assert.Contains("Nobody is waiting.", Page<RescueQueuePage>(nothing).Markup, StringComparison.Ordinal);
        Assert.Contains("No sessions.", Page<StreamSessionsPage>(nothing).Markup, StringComparison.Ordinal);
        Assert.Contains("No stream groups in this Region.", Page<StreamGroupsPage>(nothing).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<CascadingValue<FleetPicture>> Page<TPage>(FleetSnapshot snapshot)
        where TPage : IComponent =>
        Render<CascadingValue<FleetPicture>>(parameters =>
            parameters.Add(value => value.Value, APicture.Of(snapshot)).AddChildContent<TPage>()
        );
}
