using System;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.Experiments.Validation;
using Sim.Experiments.Validation.Memory;

namespace Sim.Tests.Experiments.Validation;

/// <summary>Every study gives rows that can be judged; those that should be met, are.</summary>
public sealed class MemoryValidationTests
{
    private static readonly ValidationOptions Quick = new() { Quick = true, Threads = Environment.ProcessorCount };

    private static readonly Lazy<ValidationCase[]> Rows = new(() => [.. new MemoryValidation().Run(Quick)]);

    [Test]
    public void Every_row_has_numbers_and_every_miss_a_reason()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Rows.Value.Where(row => !double.IsFinite(row.Expected) || !double.IsFinite(row.Found)).Select(row => row.Name), Is.Empty);
            Assert.That(Rows.Value.Where(row => row.Verdict == Verdict.Miss && row.Reason.Length == 0).Select(row => row.Name), Is.Empty);
            Assert.That(Rows.Value.Select(row => row.Name), Is.Unique);
            Assert.That(Rows.Value.Select(row => row.Source), Has.None.Empty);
        });
    }

    [TestCase("idle tax ", 8)]
    [TestCase("sampled working set, ", 6)]
    [TestCase("Dynamic Memory, ", 1)]
    [TestCase("minFree", 8)]
    [TestCase("classic ladder, ", 6)]
    [TestCase("sharing curve, ", 4)]
    [TestCase("page sharing, scan in an hour", 3)]
    [TestCase("1000 pages of 500 random contents", 1)]
    [TestCase("ksm, ", 13)]
    [TestCase("LRU, Zipf ", 6)]
    [TestCase("nested tables", 5)]
    [TestCase("shadow against nested", 1)]
    public void The_bands_are_met(string name, int count)
    {
        ValidationCase[] rows = [.. Rows.Value.Where(row => row.Name.StartsWith(name, StringComparison.Ordinal))];
        Assert.That(rows, Has.Length.EqualTo(count));
        Assert.That(rows.Where(row => row.Verdict != Verdict.Ok).Select(row => $"{row.Name}: {row.Found} for {row.Expected}"), Is.Empty);
    }

    [Test]
    public void It_can_be_cancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        ValidationOptions options = new() { Quick = true, Cancellation = source.Token };
        Assert.That(() => new MemoryValidation().Run(options).ToArray(), Throws.InstanceOf<OperationCanceledException>());
    }
}
