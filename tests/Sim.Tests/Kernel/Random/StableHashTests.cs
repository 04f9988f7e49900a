using System.Collections.Generic;
using System.Globalization;
using NUnit.Framework;
using Sim.Kernel.Random;

namespace Sim.Tests.Kernel.Random;

public sealed class StableHashTests
{
    // RFC 9923, and fnv_test_str of the reference code: FNV-1a, 64 bits.
    [TestCase("", 0xcbf29ce484222325ul)]
    [TestCase("a", 0xaf63dc4c8601ec8cul)]
    [TestCase("foobar", 0x85944171f73967e8ul)]
    public void Hashes_are_those_of_the_reference(string text, ulong expected) =>
        Assert.That(StableHash.Of(text), Is.EqualTo(expected));

    [Test]
    public void Names_as_models_write_them_do_not_collide()
    {
        HashSet<ulong> seen = [];
        for (int vm = 0; vm < 100_000; vm++)
        {
            foreach (string purpose in (string[])["think", "arrivals", "service"])
            {
                seen.Add(StableHash.Of(string.Create(CultureInfo.InvariantCulture, $"vm-{vm}/{purpose}")));
            }
        }

        Assert.That(seen, Has.Count.EqualTo(300_000));
    }
}
