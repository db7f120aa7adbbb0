using System.Globalization;
using Microsoft.AspNetCore.Http;
using StreamOps.Operations.GameLift;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>The host's clock is wrong by minutes: a signature refused for its date is made anew, once, by the service's own time.</summary>
[Trait("Row", "F6")]
public sealed class SkewedHostSpecs
{
    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_call_refused_for_its_date_is_signed_again_by_the_services_time_and_no_later_one_is_refused(int minutes)
    {
        var service = new SkewedService(TimeSpan.FromMinutes(minutes));
        await using var host = await RawService.StartAsync(service.AnswerAsync);
        var port = host.Port();

        var reply = await port.ListStreamGroupsAsync(null, default);
        await port.ListStreamGroupsAsync(null, default);

        Figures.Tell("F6", $"host {minutes:+0;-0} min off", $"{service.Refused} signature refused, {host.Requests} requests for 2 calls");
        Assert.Empty(reply.Value.Items);
        Assert.Equal((1, 3), (service.Refused, host.Requests));
        Assert.InRange((reply.ServiceDate!.Value - reply.ArrivedAt).TotalMinutes, minutes - 0.5, minutes + 0.5);
    }

    [Fact]
    public async Task A_refusal_that_time_does_not_mend_is_not_repeated_without_end()
    {
        await using var host = await RawService.StartAsync(context =>
            SkewedService.RefuseAsync(context, TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(10))
        );

        var refusal = await Assert.ThrowsAsync<GameLiftException>(() => host.Port().ListStreamGroupsAsync(null, default));

        Assert.Equal(("InvalidSignatureException", 2), (refusal.Code.Value, host.Requests));
    }

    /// <summary>Refuses what is signed for another time than its own, as the service does.</summary>
    private sealed class SkewedService(TimeSpan skew)
    {
        public int Refused { get; private set; }

        public async Task AnswerAsync(HttpContext context)
        {
            var now = TimeProvider.System.GetUtcNow() + skew;
            var signedAt = DateTimeOffset.ParseExact(
                context.Request.Headers["x-amz-date"].ToString(),
                "yyyyMMdd'T'HHmmss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            );
            if ((now - signedAt).Duration() > TimeSpan.FromMinutes(5))
            {
                Refused++;
                await RefuseAsync(context, now);
                return;
            }

            Head(context, now);
            await context.Response.WriteAsync("""{"Items":[]}""");
        }

        public static Task RefuseAsync(HttpContext context, DateTimeOffset now)
        {
            Head(context, now);
            context.Response.StatusCode = 403;
            context.Response.Headers["x-amzn-errortype"] = "InvalidSignatureException";
            return context.Response.WriteAsync("""{"message":"Signature expired: it is now another time."}""");
        }

        private static void Head(HttpContext context, DateTimeOffset now)
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers["x-amzn-requestid"] = "request-1";
            context.Response.Headers.Date = now.ToString("r", CultureInfo.InvariantCulture);
        }
    }
}
