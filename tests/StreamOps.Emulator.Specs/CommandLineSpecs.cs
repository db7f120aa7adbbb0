using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Specs;

/// <summary>The options of the emulator run alone.</summary>
public sealed class CommandLineSpecs
{
    [Fact]
    public void Without_options_it_is_a_busy_evening_on_port_5190()
    {
        var options = CommandLine.Read([]);

        Assert.Equal(("http://127.0.0.1:5190", "busy-evening", 42), (options.Urls, options.Scenario, options.Seed));
    }

    [Fact]
    public void Options_are_read_with_a_space_or_an_equals_sign()
    {
        var options = CommandLine.Read(["--urls", "http://127.0.0.1:0", "--scenario=quiet", "--seed", "7"]);

        Assert.Equal(("http://127.0.0.1:0", "quiet", 7), (options.Urls, options.Scenario, options.Seed));
    }

    [Fact]
    public void Switches_are_set_by_name()
    {
        var switches = CommandLine
            .Read(["--switch", "activatingSeconds=7", "--switch=brokenOffer=errorLater", "--switch", "rateLimits=false"])
            .Switches;

        Assert.Equal((7, OfferFault.ErrorLater, false), (switches.ActivatingSeconds, switches.BrokenOffer, switches.RateLimits));
    }

    [Fact]
    public void The_players_address_and_the_ticket_key_are_read()
    {
        var options = CommandLine.Read(["--ticket-key", "a key", "--player-url=http://127.0.0.1:5180"]);

        Assert.Equal(("a key", new Uri("http://127.0.0.1:5180")), (options.TicketKey, options.PlayerUrl.Value));
    }

    [Theory]
    [InlineData("--player-url", "here")]
    [InlineData("--ticket-key", "")]
    [InlineData("--colour", "red")]
    [InlineData("--scenario", "loud")]
    [InlineData("--seed", "seven")]
    [InlineData("--seed")]
    [InlineData("--urls", "here")]
    [InlineData("--switch", "nothing=1")]
    [InlineData("--switch", "activatingSeconds")]
    [InlineData("quiet")]
    public async Task A_wrong_option_is_told_in_a_sentence_and_ends_with_code_2(params string[] args)
    {
        var told = Assert.Throws<UsageException>(() => CommandLine.Read(args));

        Assert.EndsWith(".", told.Message, StringComparison.Ordinal);
        Assert.Equal(2, await EmulatorProgram.RunAsync(args));
    }

    [Theory]
    [Trait("Row", "A14")]
    [InlineData("http://0.0.0.0:5190")]
    [InlineData("http://*:5190")]
    [InlineData("http://+:5190")]
    [InlineData("http://[::]:5190")]
    [InlineData("http://192.0.2.1:5190")]
    [InlineData("http://emulator.example.com:5190")]
    [InlineData("http://127.0.0.1:5190;http://192.0.2.1:5190")]
    public async Task It_listens_on_this_machine_alone(string urls)
    {
        var told = Assert.Throws<UsageException>(() => CommandLine.Read(["--urls", urls]));

        Assert.Contains("this machine alone", told.Message, StringComparison.Ordinal);
        Assert.Equal(2, await EmulatorProgram.RunAsync(["--urls", urls]));
    }

    [Theory]
    [InlineData("http://localhost:0")]
    [InlineData("http://[::1]:0")]
    public void By_whatever_name_this_machine_has(string urls) => Assert.Equal(urls, CommandLine.Read(["--urls", urls]).Urls);

    [Fact]
    public void An_unknown_scenario_is_refused_by_the_host_as_well() =>
        Assert.Throws<UsageException>(() => EmulatorApp.Build(new() { Scenario = "loud" }));
}
