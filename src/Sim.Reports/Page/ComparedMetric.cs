using System.Collections.Generic;
using System.Linq;

namespace Sim.Reports.Page;

/// <summary>A metric of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Variants">Its variants; the first is the baseline.</param>
internal sealed record ComparedMetric(string Name, string Unit, IReadOnlyList<ComparedVariant> Variants)
{
    /// <summary>Whether it is the same in every run: then it is without spread, and no variant differs.</summary>
    public bool IsConstant => Variants.Select(one => one.Mean).Distinct().Count() == 1 && Variants.All(one => !(one.High > one.Low));

    /// <summary>Whether it depends on the seed, but on nothing that the variants differ in.</summary>
    public bool IsOfSeed => !IsConstant && Variants.Skip(1).All(one => one.Finding is "identical");
}
