using System.Net;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Errors;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>A proxy or a guest network that answers in the service's place, and one that does not let anything through.</summary>
public sealed class SomethingBetweenSpecs
{
    [Theory]
    [InlineData(200, "Unknown")]
    [InlineData(302, "Postponed")]
    [InlineData(403, "Postponed")]
    [InlineData(407, "Postponed")]
    public async Task A_page_is_not_the_services_answer(int status, string kind)
    {
        await using var between = await RawService.StartAsync(RawService.Page(status, "http://127.0.0.1:1/login"));

        var failure = await Assert.ThrowsAsync<GameLiftException>(() => between.Port().ListStreamGroupsAsync(null, default));

        Assert.Equal((ApiErrorCode.SomethingBetween, status), (failure.Code, failure.HttpStatus));
        Assert.Equal(
            "Something between us and AWS answered. Check proxy and endpoint.",
            ErrorText.ForCode(failure.Code, failure.Operation, failure.Message).Sentence
        );
        Assert.Equal(kind, CallFailures.KindOf(failure).ToString());
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    [Trait("Row", "A9")]
    public async Task No_call_goes_where_an_answer_points(int status)
    {
        await using var stranger = await RawService.StartAsync(RawService.Page(200));
        await using var service = await RawService.StartAsync(RawService.Page(status, stranger.Url));

        await Assert.ThrowsAsync<GameLiftException>(() => service.Port().ListStreamGroupsAsync(null, default));

        Assert.Equal((1, 0), (service.Requests, stranger.Requests));
    }

    [Fact]
    public async Task The_services_own_refusal_without_a_code_stays_the_services()
    {
        await using var service = await RawService.StartAsync(async context =>
        {
            context.Response.Headers["x-amzn-requestid"] = "request-1";
            await RawService.Page(403)(context);
        });

        var failure = await Assert.ThrowsAsync<GameLiftException>(() => service.Port().ListStreamGroupsAsync(null, default));

        Assert.Equal(ApiErrorCode.AccessDenied, failure.Code);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("86400", 30)]
    [InlineData("2147483647", 30)]
    public async Task A_pause_that_an_answer_asks_for_is_believed_up_to_half_a_minute(string asked, int seconds)
    {
        await using var service = await RawService.StartAsync(async context =>
        {
            context.Response.Headers["x-amzn-requestid"] = "request-1";
            context.Response.Headers.RetryAfter = asked;
            await RawService.Page(429)(context);
        });

        var failure = await Assert.ThrowsAsync<GameLiftException>(() => service.Port().ListStreamGroupsAsync(null, default));

        Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
    }

    [Fact]
    public void A_refused_CONNECT_has_sent_nothing()
    {
        var failure = AwsErrors.Translate(new HttpRequestException(HttpRequestError.ProxyTunnelError), "CreateStreamSessionConnection");

        Assert.Equal(CallFailure.Postponed, CallFailures.KindOf(failure));
        Assert.Contains("nothing was sent", ErrorText.ForCode(failure.Code).WhatHappened, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5190/", true)]
    [InlineData("http://localhost:5190/", true)]
    [InlineData("http://[::1]:5190/", true)]
    [InlineData("https://gameliftstreams.us-west-2.api.aws/", false)]
    public void What_is_on_this_machine_is_reached_without_a_proxy(string address, bool isDirect)
    {
        var proxy = new LoopbackDirect(new WebProxy("http://proxy.example:8080"));

        Assert.Equal(isDirect, proxy.IsBypassed(new Uri(address)));
        Assert.Equal(isDirect ? null : new Uri("http://proxy.example:8080"), proxy.GetProxy(new Uri(address)));
    }
}
