namespace StreamOps.Dashboard.Headers;

/// <summary>The one page that shows others in frames; not registered, no page does.</summary>
/// <param name="Path">Of the page.</param>
/// <param name="Origins">Whose pages it shows, as <c>http://127.0.0.1:5190</c>; known once everything listens.</param>
internal sealed record FramingPage(PathString Path, Func<IReadOnlyList<string>> Origins);
