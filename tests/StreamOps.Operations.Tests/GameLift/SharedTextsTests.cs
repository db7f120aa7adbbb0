using System.Globalization;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

public sealed class SharedTextsTests
{
    private readonly SharedTexts _texts = new();

    [Fact]
    public void A_text_that_comes_again_is_the_one_that_was_there()
    {
        var first = _texts.Of(new string('e', 3) + "u-central-1");

        Assert.Same(first, _texts.Of(new string('e', 3) + "u-central-1"));
        Assert.Same(first, _texts.Find("at eeeu-central-1".AsSpan(3)));
    }

    [Fact]
    public void Nothing_and_an_empty_text_are_empty()
    {
        Assert.Equal("", _texts.Of(default(string)));
        Assert.Equal("", _texts.Of(""));
        Assert.Equal("", _texts.Find([]));
    }

    [Fact]
    public void What_is_only_looked_for_is_not_kept()
    {
        Assert.Equal("sg-1", _texts.Find("sg-1"));
        Assert.NotSame(_texts.Find("sg-1"), _texts.Find("sg-1"));
    }

    [Fact]
    public void A_long_text_is_given_back_as_it_came()
    {
        var text = new string('x', 300);

        Assert.Same(text, _texts.Of(text));
        Assert.NotSame(text, _texts.Of(new string('x', 300)));
    }

    [Fact]
    public void However_many_come_each_is_itself()
    {
        for (var number = 0; number < 11_000; number++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"text {number}");
            Assert.Equal(text, _texts.Of(text));
        }
    }
}
