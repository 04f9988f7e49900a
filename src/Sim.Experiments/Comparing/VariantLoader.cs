using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Scenarios;

namespace Sim.Experiments.Comparing;

/// <summary>Reads the scenario of every variant before the first is run.</summary>
public static class VariantLoader
{
    /// <summary>The variants of some <c>--vary</c> options, each with its scenario.</summary>
    /// <param name="varies">Options such as <c>placement.policy=first-fit,worst-fit</c>.</param>
    /// <param name="load">Reads and checks the scenario with overrides added; its faults are an <see cref="InputException"/>.</param>
    /// <exception cref="InputException">All faults of the options, or of all variants.</exception>
    public static IReadOnlyList<LoadedVariant> Load(IEnumerable<string> varies, Func<IReadOnlyList<string>, LoadedScenario> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        IReadOnlyList<VaryOption> options = VariantExpansion.Parse(varies);
        IReadOnlyList<Variant> variants = VariantExpansion.Of(options);
        List<LoadedVariant> loaded = [];
        List<IReadOnlyList<InputError>> faults = [];
        foreach (Variant variant in variants)
        {
            try
            {
                loaded.Add(new LoadedVariant(variant, load(variant.Sets)));
                faults.Add([]);
            }
            catch (InputException fault)
            {
                faults.Add([.. fault.Errors.Select(error => Renamed(error, variant))]);
            }
        }

        if (loaded.Count < variants.Count)
        {
            faults = [.. faults.Select(some => (IReadOnlyList<InputError>)[.. some.Select(fault => OfKey(fault, options, faults))])];
            throw new InputException(VariantFaults.Merge(variants, faults));
        }

        return loaded;
    }

    // The overrides were made of --vary: that is where the user finds them.
    private static InputError Renamed(InputError fault, Variant variant) =>
        variant.Sets.FirstOrDefault(set => fault.File == "--set " + set) is { } set ? fault with { File = VariantFaults.Mark + set } : fault;

    // What is wrong with every value of an option is wrong with its key.
    private static InputError OfKey(InputError fault, IReadOnlyList<VaryOption> options, List<IReadOnlyList<InputError>> faults)
    {
        InputError[] all = [.. faults.SelectMany(some => some)];
        VaryOption? wrong = options.FirstOrDefault(option =>
            option.Values.Any(value => fault.File == Label(option, value))
            && option.Values.All(value => all.Contains(fault with { File = Label(option, value) })));
        return wrong is null ? fault : fault with { File = VariantFaults.Mark + wrong.Path };
    }

    private static string Label(VaryOption option, string value) => $"{VariantFaults.Mark}{option.Path}={value}";
}
