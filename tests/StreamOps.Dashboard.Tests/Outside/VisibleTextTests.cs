using StreamOps.Dashboard.Outside;

namespace StreamOps.Dashboard.Tests.Outside;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("player-1048576-prod", "player-1048576-prod")]
    [InlineData("Überfall · «Nacht» 🎮 日本　語", "Überfall · «Nacht» 🎮 日本　語")]
    [InlineData("שחקן", "שחקן")]
    [InlineData("a\u001B[31mb", "a[U+001B][31mb")]
    [InlineData("a\r\nb\tc\u0000", "a[U+000D][U+000A]b[U+0009]c[U+0000]")]
    [InlineData("\u202Eabc\u2066d\u200F", "[U+202E]abc[U+2066]d[U+200F]")]
    [InlineData("u\u200B1\u00AD\uFEFF\u2060", "u[U+200B]1[U+00AD][U+FEFF][U+2060]")]
    [InlineData("a\u00A0b\u2028c\u0085", "a[U+00A0]b[U+2028]c[U+0085]")]
    [InlineData("tag\U000E0041", "tag[U+E0041]")]
    public void What_acts_or_hides_is_written_out_and_nothing_else(string? text, string visible) =>
        Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void Half_a_character_is_written_out() => Assert.Equal("a[U+D83C]b", VisibleText.Of("a" + (char)0xD83C + "b"));

    [Fact]
    public void Nobody_can_type_what_stands_for_a_hidden_character() =>
        Assert.NotEqual(VisibleText.Of("a\u202Eb"), VisibleText.Of("a[U+202E]b"));

    [Fact]
    public void Texts_that_differ_stay_different_and_show_nothing_hidden()
    {
        var random = new Random(11);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var round = 0; round < 20_000; round++)
        {
            string[] pieces = ["a", "[U+", "202E]", "\u202E", "[", "]", "\u200B", "U+200B", "\U000E0041", ((char)0xD800).ToString(), "é"];
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => pieces[random.Next(pieces.Length)]));
            var visible = VisibleText.Of(text);

            Assert.False(VisibleText.IsHiding(visible), visible);
            Assert.Equal(text, seen.TryAdd(visible, text) ? text : seen[visible]);
        }
    }
}
