using System.Collections.Generic;
using NUnit.Framework;
using Sim.House.Source;

namespace Sim.House.Rules;

public sealed class FileSizesTests
{
    [Test]
    public void No_file_in_git_is_over_the_limit()
    {
        IReadOnlyList<(string Path, long Bytes)>? sizes = FileSizes.OfRepository(SourceTree.Root());
        if (sizes is null)
        {
            Assert.Ignore("not a git checkout");
        }

        Assert.That(sizes, Has.Some.Matches<(string Path, long Bytes)>(file => file.Path is "Sim.sln"));
        Rule.Holds(FileSizes.Breaches(sizes));
    }

    [Test]
    public void A_large_file_is_caught_and_a_lock_file_is_not() => Rule.Catches(
        FileSizes.Breaches([("a.bin", 400 * 1024), ("b.bin", FileSizes.Limit), ("src/Sim.Reports/web/package-lock.json", 1 << 20)]),
        "a.bin: 400 KB; at most 300: generate it, shorten it, or name it in FileSizes.cs");
}
