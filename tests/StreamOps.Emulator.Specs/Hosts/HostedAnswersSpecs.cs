using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Emulator.Hosts;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Specs.Hosting;
using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Specs.Hosts;

/// <summary>Answers that are waited for end with the emulator that waits.</summary>
public sealed class HostedAnswersSpecs
{
    [Fact]
    public async Task Nothing_happens_in_the_world_of_an_emulator_that_is_gone()
    {
        var time = new FakeTimeProvider();
        var app = EmulatorApp.Build(new EmulatorOptions { Urls = "http://127.0.0.1:0" }, time);
        var fleet = app.Services.GetRequiredService<EmulatedFleet>();
        var answers = app.Services.GetRequiredService<HostedAnswers>();
        app.Services.GetRequiredService<GameHosts>().Attach("host-1", []);
        var session = fleet.Act(world => Start(world, answers));

        await app.DisposeAsync();

        Assert.Equal(0, answers.AtWork);
        time.Advance(TimeSpan.FromSeconds(new EmulatorSwitches().HostAnswerSeconds));
        Assert.Equal(StreamSessionStatus.Activating, session.Status);
    }

    private static EmulatedStreamSession Start(EmulatedWorld world, HostedAnswers answers)
    {
        var group = world.Groups.First();
        var plan = new SessionPlan { Application = group.Applications[0] };
        var offer = SomeOffer.New();
        var session = world.Lifecycle.Start(group, plan, world.CallIds, new SignalPair(offer, "", ""));
        answers.Begin(world, session, JsonElement.Parse(offer).GetProperty("sdp").GetString()!);
        return session;
    }
}
