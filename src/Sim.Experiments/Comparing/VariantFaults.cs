using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;

namespace Sim.Experiments.Comparing;

/// <summary>The faults of several variants as one list: what is wrong with all of them once, the rest with the variant's name.</summary>
internal static class VariantFaults
{
    /// <summary>How a fault of a <c>--vary</c> option begins; it names the value, so it need not name the variant.</summary>
    public const string Mark = "--vary ";

    /// <summary>Merges.</summary>
    /// <param name="variants">The variants.</param>
    /// <param name="faults">The faults of each.</param>
    public static IReadOnlyList<InputError> Merge(IReadOnlyList<Variant> variants, IReadOnlyList<IReadOnlyList<InputError>> faults) =>
        [.. variants.SelectMany((variant, i) => faults[i].Select(fault => Named(fault, variant, faults))).Distinct()];

    private static InputError Named(InputError fault, Variant variant, IReadOnlyList<IReadOnlyList<InputError>> faults) =>
        fault.File.StartsWith(Mark, StringComparison.Ordinal) || faults.All(some => some.Contains(fault))
            ? fault
            : fault with { Message = $"{fault.Message} (variant {variant.Name})" };
}
