using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NUnit.Framework;
using Sim.Reports;

namespace Sim.Tests.Reports.Timeline;

/// <summary>The Gantt charts in a real browser. SIM_SCREENSHOTS names a folder that gets pictures of them.</summary>
[Category("External")]
internal sealed class TimelineBrowserTests
{
    private const string Chromium = "/usr/bin/chromium";

    // Pixels of a bar's colour: how much of the canvas is neither the page nor text.
    private const string Colours = """
        box => {
          const canvas = box.querySelector('canvas');
          const data = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
          const seen = new Map();
          data.forEach(pixel => seen.set(pixel, (seen.get(pixel) ?? 0) + 1));
          return [...seen.values()].filter(count => count > 400).length;
        }
        """;

    [TestCase(1280, ColorScheme.Light)]
    [TestCase(1280, ColorScheme.Dark)]
    [TestCase(400, ColorScheme.Light)]
    public async Task Bars_are_drawn_in_the_colours_of_their_keys(int width, ColorScheme scheme)
    {
        if (!File.Exists(Chromium))
        {
            Assert.That(Environment.GetEnvironmentVariable("SIM_REQUIRE_EXTERNAL"), Is.Not.EqualTo("1"), $"{Chromium} is missing");
            Assert.Ignore($"{Chromium} is missing: install Debian's package chromium");
        }

        TemporaryFolder temporary = new();
        TimelineRun.WriteTo(temporary.Of("run"), pcpus: 4, vms: 5, vcpus: 2, changes: 600);
        ReportBuilder.Build(temporary.Of("run"));
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await using IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            Offline = true,
        });
        IPage page = await context.NewPageAsync();
        List<string> faults = [];
        page.Console += (_, message) => faults.Add(message.Text);
        page.PageError += (_, error) => faults.Add(error);
        await page.GotoAsync(new Uri(temporary.Of("run/report.html")).AbsoluteUri);
        await page.Locator(".plot:not([data-drawn])").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });

        // The page itself, five VMs; the page itself, five states.
        Assert.That(await page.Locator("#timeline-pcpus").EvaluateAsync<int>(Colours), Is.GreaterThanOrEqualTo(6));
        Assert.That(await page.Locator("#timeline-vcpus").EvaluateAsync<int>(Colours), Is.GreaterThanOrEqualTo(6));
        await Hover(page);
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.EqualTo(width));
        Assert.That(faults, Is.Empty);
        if (Environment.GetEnvironmentVariable("SIM_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.Locator("#timeline").ScreenshotAsync(new LocatorScreenshotOptions { Path = Path.Combine(folder, $"timeline-{width}-{scheme}.png") });
        }

        temporary.Delete();
    }

    private static async Task Hover(IPage page)
    {
        ILocator chart = page.Locator("#timeline-vcpus");
        await chart.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await chart.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.6f), box.Y + 56);
        await page.Locator(".tip").WaitForAsync();
        Assert.That(await page.Locator(".tip-title").InnerTextAsync(), Is.EqualTo("vm-0/0"));
    }
}
