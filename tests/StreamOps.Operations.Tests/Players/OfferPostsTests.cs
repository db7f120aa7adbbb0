using StreamOps.Operations.Players;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Players;

public sealed class OfferPostsTests
{
    // Whoever walks the posts that are under way may pass one by that comes in the midst of it.
    [Fact]
    public void One_that_goes_on_for_another_is_of_nobody_as_soon_as_that_one_is()
    {
        var posts = new OfferPosts();
        using var before = posts.Begin(A.Arn(), "page");
        using var after = posts.Begin(A.Arn(), "page", before);
        Assert.False(after.IsOfNobody);

        before.Lose();

        Assert.True(after.IsOfNobody);
    }

    [Fact]
    public void One_that_is_of_nobody_takes_nothing_from_the_one_it_goes_on_for()
    {
        var posts = new OfferPosts();
        using var before = posts.Begin(A.Arn(), "page");
        using var after = posts.Begin(A.Arn(), "page", before);

        after.Lose();

        Assert.False(before.IsOfNobody);
    }
}
