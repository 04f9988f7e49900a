namespace Sim.Benchmarks;

/// <summary>What a benchmark computed at its tiny size, beside what is right; a benchmark that rots shows here.</summary>
/// <param name="Found">What it computed.</param>
/// <param name="Expected">What is right, worked out in another way where there is one.</param>
internal sealed record TinyCheck(string Found, string Expected)
{
    public bool Holds => string.Equals(Found, Expected, System.StringComparison.Ordinal);
}
