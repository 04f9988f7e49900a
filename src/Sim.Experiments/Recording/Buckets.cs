namespace Sim.Experiments.Recording;

/// <summary>Splits the steps of a run into runs of equal length, the last of which may be shorter.</summary>
/// <param name="Steps">Steps in the run.</param>
/// <param name="Width">Steps in a bucket, 1 or more.</param>
internal readonly record struct Buckets(int Steps, int Width)
{
    /// <summary>How many buckets there are.</summary>
    public int Count => (Steps + Width - 1) / Width;

    /// <summary>The first step of a bucket.</summary>
    public int Start(int bucket) => bucket * Width;

    /// <summary>The step after a bucket's last.</summary>
    public int End(int bucket) => System.Math.Min(Steps, (bucket + 1) * Width);

    /// <summary>Buckets of such a width that there are at most <paramref name="most"/>, a multiple of <paramref name="unit"/>.</summary>
    public static Buckets AtMost(int steps, int unit, int most)
    {
        int width = unit;
        while ((steps + width - 1) / width > most)
        {
            width += unit;
        }

        return new Buckets(steps, width);
    }
}
