using System.Text.Json;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>An answer whose protocol script its page may not load is told of before it goes out.</summary>
public class ProtocolScriptsTests
{
    private const string Setting = "StreamOps:Player:WebSdkProtocolHosts";
    private const string Elsewhere = "https://scripts.example.net";
    private const string KeptOut = $$"""{"type":"answer","sdp":"v=0","webSdkProtocolUrl":"{{Elsewhere}}/secret-path/abc.js"}""";

    [Fact]
    public async Task Audit_panel_and_log_name_the_setting_and_the_host_and_the_page_learns_that_it_is_not_its_fault()
    {
        using var log = new CapturingLog();
        await using var stage = await PlayerStage.OpenAsync(await RescueStage.OpenAsync(log));
        stage.Rescue.Service.AnswerText = KeptOut;
        var pass = await stage.SpendAsync(await stage.MakeAsync());

        await stage.OfferAsync(pass);

        var state = Assert.IsType<PlayerEntry.Admitted>(await stage.Players.ReadAsync(pass, PlayerStage.Page(), default)).State;
        var entry = Assert.Single(
            await stage.Rescue.Audit.ForSessionAsync(stage.Session, default),
            entry => entry is { Action: "rescue", Step: "accepted" }
        );
        Assert.Equal(PlayerState.ScriptKeptOut, state.StoppedBy);
        Assert.Equal(ApiErrorCode.ScriptKeptOut, stage.Rescue.Attempt.Error);
        string[] told = [stage.Rescue.Attempt.Reason, entry.Reason, .. log.Lines.Where(line => line.Contains(Elsewhere, default))];
        Assert.Equal(3, told.Length);
        Assert.All(told, words => Assert.Contains(Setting, words, StringComparison.Ordinal));
        Assert.All(told, words => Assert.Contains(Elsewhere, words, StringComparison.Ordinal));
        Assert.All(told, words => Assert.DoesNotContain("secret-path", words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_browser_has_the_last_word_and_a_new_offer_starts_afresh()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.Service.AnswerText = KeptOut;
        var pass = await stage.SpendAsync(await stage.MakeAsync());
        await stage.OfferAsync(pass);
        Assert.Equal(KeptOut, (await stage.AnswerAsync(pass))?.Text);

        stage.Rescue.Service.AnswerText = """{"type":"answer","sdp":"v=0","webSdkProtocolUrl":"https://d1.cloudfront.net/abc.js"}""";
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));

        Assert.Equal((2, null, ""), (stage.Rescue.Attempt.Number, stage.Rescue.Attempt.Error, stage.Rescue.Attempt.Reason));
        var state = Assert.IsType<PlayerEntry.Admitted>(await stage.Players.PictureSeenAsync(pass, PlayerStage.Page(), default)).State;
        Assert.Equal("", state.StoppedBy);
    }

    [Fact]
    public async Task The_services_word_that_a_client_is_there_takes_nothing_back_and_the_pages_own_word_does()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.Service.AnswerText = KeptOut;
        var pass = await stage.SpendAsync(await stage.MakeAsync());
        await stage.OfferAsync(pass);

        stage.Show(StreamSessionStatus.Connected);
        await stage.Rescue.RunUntilAsync(() => stage.Rescue.Attempt.State == RescueState.Connected, "connected");
        Assert.Contains(Setting, stage.Rescue.Attempt.Reason, StringComparison.Ordinal);
        var state = Assert.IsType<PlayerEntry.Admitted>(await stage.Players.ReadAsync(pass, PlayerStage.Page(), default)).State;
        Assert.Equal(PlayerState.ScriptKeptOut, state.StoppedBy);

        await stage.Players.PictureSeenAsync(pass, PlayerStage.Page(), default);
        Assert.Equal((null, ""), (stage.Rescue.Attempt.Error, stage.Rescue.Attempt.Reason));
    }

    [Theory]
    [InlineData("https://*.cloudfront.net", "https://d111.cloudfront.net/x.js", true)]
    [InlineData("https://*.cloudfront.net", "https://a.b.CloudFront.net:443/x.js", true)]
    [InlineData("https://*.cloudfront.net", "https://cloudfront.net/x.js", false)]
    [InlineData("https://*.cloudfront.net", "https://evilcloudfront.net/x.js", false)]
    [InlineData("https://*.cloudfront.net", "https://d111.cloudfront.net.evil.example/x.js", false)]
    [InlineData("https://*.cloudfront.net", "http://d111.cloudfront.net/x.js", false)]
    [InlineData("https://*.cloudfront.net", "https://d111.cloudfront.net:8443/x.js", false)]
    [InlineData("https://d111.cloudfront.net", "https://d111.cloudfront.net/x.js", true)]
    [InlineData("https://d111.cloudfront.net", "https://a.d111.cloudfront.net/x.js", false)]
    [InlineData("http://127.0.0.1:5190", "http://127.0.0.1:5190/web-sdk/x.js", true)]
    [InlineData("http://127.0.0.1:5190", "http://localhost:5190/web-sdk/x.js", false)]
    [InlineData("http://127.0.0.1:5190", "http://127.0.0.1:5191/web-sdk/x.js", false)]
    [InlineData("http://localhost", "https://localhost/x.js", true)]
    public void A_source_covers_a_script_as_a_browser_says(string source, string script, bool isCovered) =>
        Assert.Equal(isCovered, Scripts(source).KeptOut(AnswerWith(script), OfferSource.Link) is null);

    [Theory]
    [InlineData(OfferSource.Link, true)]
    [InlineData(OfferSource.Capture, true)]
    [InlineData(OfferSource.StandBy, false)]
    [InlineData(OfferSource.Paste, false)]
    public void Only_pages_of_our_own_have_our_policy(OfferSource source, bool isOurs) =>
        Assert.Equal(isOurs, Scripts("https://*.cloudfront.net").KeptOut(AnswerWith($"{Elsewhere}/x.js"), source) is not null);

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"webSdkProtocolUrl":7}""")]
    [InlineData("""{"webSdkProtocolUrl":"\ud800"}""")]
    [InlineData("""{"webSdkProtocolUrl":"/own.js"}""")]
    [InlineData("""{"type":"answer","sdp":"v=0"}""")]
    public void An_answer_that_names_no_address_is_none_of_this(string answer) =>
        Assert.Null(Scripts("https://*.cloudfront.net").KeptOut(new Answer(answer), OfferSource.Link));

    [Fact]
    public void Without_a_Web_SDK_nothing_loads_a_protocol_script() =>
        Assert.Null(ProtocolScripts.None.KeptOut(AnswerWith($"{Elsewhere}/x.js"), OfferSource.Link));

    private static ProtocolScripts Scripts(params string[] sources) => new(Setting, sources);

    private static Answer AnswerWith(string script) =>
        new(
            JsonSerializer.Serialize(
                new
                {
                    type = "answer",
                    sdp = "v=0",
                    webSdkProtocolUrl = script,
                }
            )
        );
}
