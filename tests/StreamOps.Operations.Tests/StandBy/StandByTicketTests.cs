using System.Text;
using StreamOps.Operations.Pages;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Tests.Players;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.StandBy;

public class StandByTicketTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 14, 0, 0, TimeSpan.Zero);
    private static readonly string Good = $$"""{"arn":"{{A.Arn()}}","exp":{{Now.ToUnixTimeSeconds() + 60}},"nonce":"nonce-0001"}""";

    [Fact]
    public void A_ticket_of_the_backend_is_read()
    {
        Assert.Null(Read(PlayerStage.Sign(Good), out var ticket));

        Assert.Equal(A.Arn(), ticket!.Session);
        Assert.Equal(Now.AddSeconds(60), ticket.Expires);
        Assert.Equal("***", ticket.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("abc")]
    [InlineData("abc.")]
    [InlineData(".abc")]
    [InlineData("abc.abc")]
    [InlineData("abc.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    public void What_is_no_ticket_is_malformed(string text) => Assert.Equal(PlayerRefusal.MalformedTicket, Read(text, out _));

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"arn":"arn:x","exp":1,"nonce":"nonce-0001"}""")]
    [InlineData("""{"exp":99999999999,"nonce":"nonce-0001"}""")]
    [InlineData("""{"arn":"arn:aws:gameliftstreams:us-west-2:1:streamsession/sg/s","exp":"soon","nonce":"nonce-0001"}""")]
    [InlineData("""{"arn":"arn:aws:gameliftstreams:us-west-2:1:streamsession/sg/s","exp":9223372036854775807,"nonce":"nonce-0001"}""")]
    [InlineData("""{"arn":"arn:aws:gameliftstreams:us-west-2:1:streamsession/sg/s","exp":99999999999}""")]
    public void A_signed_content_without_its_members_is_malformed(string json) =>
        Assert.Equal(PlayerRefusal.MalformedTicket, Read(PlayerStage.Sign(json), out _));

    [Fact]
    public void Another_key_or_a_changed_letter_is_forged()
    {
        var good = PlayerStage.Sign(Good);

        Assert.Equal(PlayerRefusal.ForgedTicket, Read(PlayerStage.Sign(Good, PlayerStage.TicketKey + "x"), out _));
        Assert.Equal(PlayerRefusal.ForgedTicket, Read((good[0] == 'e' ? 'f' : 'e') + good[1..], out _));
    }

    [Theory]
    [InlineData(24 * 3_600, true)]
    [InlineData((24 * 3_600) + 300, true)]
    [InlineData((24 * 3_600) + 301, false)]
    [InlineData(25 * 3_600, false)]
    [InlineData(10 * 365 * 24 * 3_600, false)]
    public void None_lives_longer_than_any_session(int seconds, bool isLetIn)
    {
        var signed = PlayerStage.Sign($$"""{"arn":"{{A.Arn()}}","exp":{{Now.ToUnixTimeSeconds() + seconds}},"nonce":"nonce-0001"}""");

        Assert.Equal(isLetIn ? null : PlayerRefusal.LongTicket, Read(signed, out var ticket));
        Assert.Equal(isLetIn, ticket is not null);
    }

    [Fact]
    public void At_its_second_it_has_expired()
    {
        var good = PlayerStage.Sign(Good);

        Assert.Null(StandByTicket.Read(good, Encoding.UTF8.GetBytes(PlayerStage.TicketKey), Now.AddSeconds(59), out _));
        Assert.Equal(
            PlayerRefusal.ExpiredTicket,
            StandByTicket.Read(good, Encoding.UTF8.GetBytes(PlayerStage.TicketKey), Now.AddSeconds(60), out _)
        );
    }

    private static PlayerRefusal? Read(string text, out StandByTicket? ticket) =>
        StandByTicket.Read(text, Encoding.UTF8.GetBytes(PlayerStage.TicketKey), Now, out ticket);
}
