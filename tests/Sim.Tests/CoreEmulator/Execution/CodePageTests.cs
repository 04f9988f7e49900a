using NUnit.Framework;
using Sim.CoreEmulator.Execution;

namespace Sim.Tests.CoreEmulator.Execution;

/// <summary>Which bytes of a page code was decoded from, to 64 bytes.</summary>
internal sealed unsafe class CodePageTests
{
    [Test]
    public void Data_beside_code_is_not_code()
    {
        CodePage page = new();
        page.Add(256, new Block(null, 10, 40));
        Assert.Multiple(() =>
        {
            Assert.That(page.Covers(256, 1), Is.True);
            Assert.That(page.Covers(319, 1), Is.True, "the same 64 bytes");
            Assert.That(page.Covers(320, 8), Is.False);
            Assert.That(page.Covers(248, 8), Is.False);
            Assert.That(page.Covers(252, 8), Is.True, "reaches into it");
        });
    }

    [Test]
    public void Dropped_pages_are_empty_and_their_blocks_know_it()
    {
        CodePage page = new();
        Block block = new(null, 1, 4);
        page.Add(4092, block);
        page.Drop();
        Assert.Multiple(() =>
        {
            Assert.That(page.IsEmpty, Is.True);
            Assert.That(page.At(4092), Is.Null);
            Assert.That(block.Dropped, Is.True);
        });
    }
}
