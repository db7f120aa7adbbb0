using StreamOps.Dashboard.Looks;

namespace StreamOps.Dashboard.Tests.Looks;

public sealed class ShortIdsTests
{
    [Fact]
    public void Ids_that_begin_and_end_alike_show_where_they_differ() =>
        Assert.Equal(["player-1048…rod", "player-3141…rod"], Shortened("player-1048576-prod", "player-3141592-prod"));

    [Fact]
    public void An_id_that_no_other_row_resembles_stays_short() =>
        Assert.Equal(
            ["player-1048…rod", "player-3141…rod", "9f2c77…4e1"],
            Shortened("player-1048576-prod", "player-3141592-prod", "9f2c77aa-1c2d-4e5f-8a9b-0c1d2e3fa4e1")
        );

    [Fact]
    public void What_all_of_them_begin_with_takes_no_room() =>
        Assert.Equal(
            ["arn:aw…1XY8…Wv6", "arn:aw…2YY8…Wv6"],
            Shortened(
                "arn:aws:gameliftstreams:us-west-2:111122223333:application/a-1XY8X7Wv6",
                "arn:aws:gameliftstreams:us-west-2:111122223333:application/a-2YY8X7Wv6"
            )
        );

    [Fact]
    public void A_row_that_is_alone_is_shortened_as_ever_and_a_short_id_is_whole() =>
        Assert.Equal(["9f2c77…4e1", "u-8842aa0c1"], Shortened("9f2c77aa-1c2d-4e5f-8a9b-0c1d2e3fa4e1", "u-8842aa0c1"));

    [Fact]
    public void An_id_that_looks_like_anothers_short_form_does_not_pass_for_it() =>
        Assert.Equal(2, Shortened("player…rod", "player-1048576-prod").Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Applications_with_like_names_are_told_apart_and_a_name_of_a_column_is_whole()
    {
        string[] names = ["Skyrail Championship 2026 Europe", "Skyrail Championship 2027 Europe", "Skyrail"];

        var forms = ShortIds.AmongNames(names);

        Assert.Equal(3, names.Select(forms.Of).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("Skyrail", forms.Of("Skyrail"));
        Assert.Equal("Skyrail Championship Lon", ShortIds.AmongNames(["Skyrail Championship Lon"]).Of("Skyrail Championship Lon"));
    }

    [Fact]
    public void A_player_without_an_id_has_a_word() => Assert.Equal("no user id", ShortIds.Among([""]).Player(""));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rows_with_different_ids_never_read_the_same(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++)
        {
            var ids = Enumerable.Range(0, random.Next(2, 40)).Select(_ => Id(random)).Distinct(StringComparer.Ordinal).ToList();
            var forms = ShortIds.Among(ids);
            var read = ids.Select(forms.Of).ToList();

            Assert.Equal(ids.Count, read.Distinct(StringComparer.Ordinal).Count());
            Assert.All(
                ids.Zip(read),
                pair =>
                {
                    Assert.True(pair.Second.Length <= pair.First.Length, pair.Second);
                    // Nothing is told that is not in the id, and in its order.
                    Assert.Matches(
                        $"^{string.Join(".*", pair.Second.Split('…').Select(System.Text.RegularExpressions.Regex.Escape))}$",
                        pair.First
                    );
                    Assert.Equal(pair.Second, string.Concat(pair.Second.EnumerateRunes().Select(rune => rune.ToString())));
                }
            );
        }
    }

    // Few pieces, so that many ids share their beginning, their end, or both.
    private static string Id(Random random)
    {
        string[] pieces = ["player-", "prod", "-", "1", "10", "1048576", "3141592", "…", "🎮", "rod", "u"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static IEnumerable<string> Shortened(params string[] ids) => ids.Select(ShortIds.Among(ids).Of);
}
