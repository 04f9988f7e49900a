using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel;

namespace Sim.Experiments.Comparing;

/// <summary>Every combination of the values of several <c>--vary</c> options.</summary>
public static class VariantExpansion
{
    /// <summary>Each pair of variants is compared; with more than these nobody reads the answer.</summary>
    public const int Most = 100;

    /// <summary>The variants; the last option's values change fastest. The first variant, the first value of each, is the baseline.</summary>
    /// <exception cref="InputException">All faults of the options.</exception>
    public static IReadOnlyList<Variant> Of(IReadOnlyList<VaryOption> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<InputError> faults = [.. Repeated(options)];
        long count = options.Aggregate(1L, (product, option) => Math.Min(int.MaxValue, product * option.Values.Count));
        if (count is < 2 or > Most)
        {
            faults.Add(new InputError("", 0, 0, string.Create(CultureInfo.InvariantCulture, $"--vary: {count} variant{(count == 1 ? "" : "s")} to compare; must be 2..{Most}")));
        }

        return faults.Count == 0 ? [.. Product(options)] : throw new InputException(faults);
    }

    /// <summary>Reads the options and expands them.</summary>
    /// <exception cref="InputException">All faults of the options.</exception>
    public static IReadOnlyList<VaryOption> Parse(IEnumerable<string> varies)
    {
        ArgumentNullException.ThrowIfNull(varies);
        List<InputError> faults = [];
        VaryOption?[] options = [.. varies.Select(vary => VaryOption.Parse(vary, faults))];
        return faults.Count == 0 ? [.. options.OfType<VaryOption>()] : throw new InputException(faults);
    }

    private static IEnumerable<InputError> Repeated(IReadOnlyList<VaryOption> options) => options
        .GroupBy(option => string.Join('.', option.Segments), StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .Select(group => new InputError("", 0, 0, $"--vary: {group.Key} given {group.Count().ToString(CultureInfo.InvariantCulture)} times; write all its values into one --vary"));

    private static IEnumerable<Variant> Product(IReadOnlyList<VaryOption> options)
    {
        IEnumerable<string[]> combinations = [[]];
        foreach (VaryOption option in options)
        {
            combinations = combinations.SelectMany(left => option.Values.Select(value => left.Append(value).ToArray()));
        }

        string[] keys = Keys(options);
        return combinations.Select(values => new Variant(
            string.Join(", ", values.Select((value, i) => $"{keys[i]}={value}")),
            [.. values.Select((value, i) => $"{options[i].Path}={value}")]));
    }

    // A key's last word says enough, unless another key ends in the same one or it is but a number.
    private static string[] Keys(IReadOnlyList<VaryOption> options)
    {
        string[] last = [.. options.Select(option => option.Segments[^1])];
        return
        [
            .. options.Select((option, i) =>
                last.Count(word => word == last[i]) > 1 || last[i].All(char.IsAsciiDigit) ? option.Path : last[i]),
        ];
    }
}
